// SPDX-License-Identifier: GPL-2.0-or-later
// What a token may be used for. A person's session may do all that the role may.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace kb {

struct Route;

enum class Scope { read, tickets, cases, desk, write };
inline constexpr std::array kScopes = {Scope::read, Scope::tickets, Scope::cases, Scope::desk, Scope::write};

const char* scope_name(Scope scope);  // "read"

class ScopeSet {
public:
    bool has(Scope scope) const { return (bits_ & bit(scope)) != 0; }
    void add(Scope scope) { bits_ |= bit(scope); }
    bool is_empty() const { return bits_ == 0; }

private:
    static unsigned bit(Scope scope) { return 1u << static_cast<unsigned>(scope); }
    unsigned bits_ = 0;
};

// "read tickets"; unknown words are left out.
ScopeSet scopes_of(std::string_view names);
std::string scope_names(ScopeSet scopes);
ScopeSet all_scopes();

// What a token needs for the route. Nothing: no token opens it, a person has to sign in. Routes for everyone
// are open to every token; their internal part takes `read`.
std::optional<Scope> scope_of(const Route& route);

}  // namespace kb

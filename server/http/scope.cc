// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/scope.h"

#include <algorithm>

#include "server/http/routes.h"

namespace kb {
namespace {

constexpr std::array<const char*, kScopes.size()> kNames = {"read", "tickets", "cases", "desk", "write"};

struct Area {
    std::string_view begins;
    Scope scope;
};

// Routes for staff by what their addresses begin with. What is not here is for people only: accounts, users,
// the audit log, and whatever nobody has thought about yet.
constexpr std::array kAreas = {
    Area{"/api/v1/tickets", Scope::tickets},
    Area{"/api/v1/cases", Scope::cases},
    Area{"/api/v1/desk", Scope::desk},
    Area{"/api/v1/write", Scope::write},
};

bool is_below(std::string_view pattern, std::string_view begins) {
    return pattern.starts_with(begins) && (pattern.size() == begins.size() || pattern[begins.size()] == '/');
}

}  // namespace

const char* scope_name(Scope scope) { return kNames.at(static_cast<std::size_t>(scope)); }

ScopeSet scopes_of(std::string_view names) {
    ScopeSet scopes;
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find(' '));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        for (const Scope scope : kScopes)
            if (name == scope_name(scope)) scopes.add(scope);
    }
    return scopes;
}

std::string scope_names(ScopeSet scopes) {
    std::string names;
    for (const Scope scope : kScopes)
        if (scopes.has(scope)) names += (names.empty() ? "" : " ") + std::string(scope_name(scope));
    return names;
}

ScopeSet all_scopes() {
    ScopeSet scopes;
    for (const Scope scope : kScopes) scopes.add(scope);
    return scopes;
}

std::optional<Scope> scope_of(const Route& route) {
    if (route.access == Access::everyone) return Scope::read;
    const auto* const area = std::find_if(
        kAreas.begin(), kAreas.end(), [&](const Area& each) { return is_below(route.pattern, each.begins); });
    if (area == kAreas.end()) return std::nullopt;
    return area->scope;
}

}  // namespace kb

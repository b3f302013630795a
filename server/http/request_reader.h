// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes of one connection become whole, checked requests, one after the other. Holds what has come and is
// not yet taken; reads and writes nothing itself.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/http/request_head.h"

namespace kb {

// How many bytes a body may have, by method and decoded path.
using BodyLimit = std::function<std::size_t(std::string_view method, std::string_view path)>;

class RequestReader {
public:
    enum class State {
        empty,  // nothing of a next request has come
        head,   // the head is not whole
        body,   // the head is good, the body is not whole
        whole,  // a request can be taken
        refused,
    };

    // Both outlive the reader.
    RequestReader(const HeadLimits& limits, const BodyLimit& body_limit)
        : limits_(&limits), body_limit_(&body_limit) {}

    // Takes bytes off the wire and looks at what there is now.
    State append(std::string_view bytes);
    State state() const { return state_; }

    int refused_with() const { return refused_with_; }  // in `refused`: the status
    // True once for a head that asked to be told before it sends its body.
    bool take_continue();

    struct Taken {
        HttpRequest request;  // without client and id
        bool is_keep_alive = true;
        bool is_http10 = false;
    };
    // In `whole`: the request, and the state moves on to what came behind it.
    Taken take();

    std::size_t held_bytes() const { return bytes_.size(); }
    void forget();  // drops what has come; for a connection that is to be closed

private:
    void look();
    void look_at_head();
    void refuse(int status);

    const HeadLimits* limits_;
    const BodyLimit* body_limit_;
    std::string bytes_;
    HeadSearch search_;
    RequestHead head_;
    HttpRequest request_;  // path and query of `head_`
    State state_ = State::empty;
    int refused_with_ = 0;
    bool owes_continue_ = false;
    bool has_skipped_line_ = false;
};

}  // namespace kb

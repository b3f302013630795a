// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/request_reader.h"

#include <utility>

namespace kb {
namespace {

constexpr std::size_t kKeptCapacity = 512;  // an idle connection should cost little

}  // namespace

RequestReader::State RequestReader::append(std::string_view bytes) {
    if (state_ == State::refused) return state_;
    bytes_.append(bytes);
    look();
    return state_;
}

void RequestReader::look() {
    if (state_ == State::empty) {
        // Some clients send an empty line after a body; RFC 9112 asks to skip one.
        if (!has_skipped_line_ && bytes_.starts_with("\r\n")) {
            bytes_.erase(0, 2);
            has_skipped_line_ = true;
        }
        if (!bytes_.empty() && bytes_ != "\r") state_ = State::head;
    }
    if (state_ == State::head) look_at_head();
    if (state_ == State::body && bytes_.size() >= search_.end + head_.content_length) state_ = State::whole;
}

void RequestReader::look_at_head() {
    find_head_end(bytes_, search_);
    if (search_.is_broken) return refuse(400);
    if (search_.end == 0) {
        if (bytes_.size() > limits_->max_head_bytes) refuse(status_of_endless_head(bytes_, *limits_));
        return;
    }
    if (const int status = parse_head(std::string_view(bytes_).substr(0, search_.end), *limits_, head_);
        status != 0)
        return refuse(status);
    request_.target = std::move(head_.target);
    if (!read_target(request_)) return refuse(400);
    if (head_.content_length > 0 && head_.content_length > (*body_limit_)(head_.method, request_.path))
        return refuse(413);
    owes_continue_ = head_.expects_continue && bytes_.size() < search_.end + head_.content_length;
    state_ = State::body;
}

void RequestReader::refuse(int status) {
    state_ = State::refused;
    refused_with_ = status;
    forget();
}

void RequestReader::forget() { std::string().swap(bytes_); }

bool RequestReader::take_continue() { return std::exchange(owes_continue_, false); }

RequestReader::Taken RequestReader::take() {
    const std::size_t end = search_.end + head_.content_length;
    Taken taken{std::move(request_), head_.is_keep_alive, head_.is_http10};
    taken.request.method = std::move(head_.method);
    taken.request.headers = std::move(head_.headers);
    taken.request.body = bytes_.substr(search_.end, head_.content_length);
    bytes_.erase(0, end);
    if (bytes_.empty() && bytes_.capacity() > kKeptCapacity) forget();
    head_ = {};
    request_ = {};
    search_ = {};
    owes_continue_ = false;
    has_skipped_line_ = false;
    state_ = State::empty;
    look();
    return taken;
}

}  // namespace kb

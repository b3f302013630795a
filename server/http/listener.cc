// SPDX-License-Identifier: GPL-2.0-or-later
// cpp-httplib parses and writes HTTP; everything around it is ours, because as Debian compiles it
// the library's own loop cannot be made safe: its limits are baked in, it answers an idle browser
// tab with a blocked worker, reads bodies it has refused, caps forms at 8 KiB and compresses every
// answer anew. So a derived class runs the connection: it waits for the next request, gives up an
// idle connection at once when others are waiting for a worker, bounds the head in bytes and time,
// and checks the head (`setup_request`) before the library touches the body. What is wrong there is
// passed on in a header of our own that no client can set, answered in the pre-routing handler, and
// the connection closes, so nothing of the body is ever taken for a request.
#include "server/http/listener.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "indexer/error.h"
#include "server/http/connection_bytes.h"

namespace kb {
namespace {

constexpr const char* kRefusedHeader = "X-Kb-Refused";
constexpr const char* kAcceptEncodingHeader = "X-Kb-Accept-Encoding";
constexpr const char* kContentTypeHeader = "X-Kb-Content-Type";
constexpr int kBacklog = 4096;
constexpr int kRequestsPerConnection = 1000;
constexpr int kShareWhenBusy = 50;  // requests after which a connection makes room for those that wait
constexpr std::chrono::milliseconds kWaitSlice{5};
constexpr std::chrono::milliseconds kGraceWhenBusy{
    100};  // how long an idle connection may keep others waiting

class SocketStream final : public httplib::Stream {
public:
    SocketStream(ConnectionBytes& bytes, socket_t socket) : bytes_(bytes), socket_(socket) {}

    bool is_readable() const override {
        return bytes_.has_buffered() || bytes_.wait_readable(std::chrono::milliseconds(0));
    }
    bool is_writable() const override { return true; }
    ssize_t read(char* out, size_t size) override { return bytes_.read(out, size); }
    ssize_t write(const char* bytes, size_t size) override { return bytes_.write(bytes, size); }
    socket_t socket() const override { return socket_; }
    void get_remote_ip_and_port(std::string& ip, int& port) const override { name(::getpeername, ip, port); }
    void get_local_ip_and_port(std::string& ip, int& port) const override { name(::getsockname, ip, port); }

private:
    template <class Get>
    void name(Get get, std::string& ip, int& port) const {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        char host[NI_MAXHOST];
        char service[NI_MAXSERV];
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (get(socket_, generic, &size) != 0) return;
        if (::getnameinfo(generic, size, host, sizeof host, service, sizeof service,
                          NI_NUMERICHOST | NI_NUMERICSERV) != 0)
            return;
        ip = host;
        port = std::atoi(service);
    }

    ConnectionBytes& bytes_;
    socket_t socket_;
};

// The library's pool, with the number of connections that wait for a worker.
class CountingQueue final : public httplib::TaskQueue {
public:
    CountingQueue(std::size_t threads, std::atomic<int>& waiting) : pool_(threads), waiting_(waiting) {}
    void enqueue(std::function<void()> job) override {
        ++waiting_;
        pool_.enqueue([this, job = std::move(job)] {
            --waiting_;
            job();
        });
    }
    void shutdown() override { pool_.shutdown(); }

private:
    httplib::ThreadPool pool_;
    std::atomic<int>& waiting_;
};

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

// The status to refuse the head with, or 0.
int wrong_with(const httplib::Request& request, const ListenOptions& options) {
    if (request.target.size() > options.max_target_bytes) return 414;
    if (std::min(request.target.find('?'), request.target.size()) > options.max_path_bytes) return 414;
    if (request.headers.count("Transfer-Encoding") > 0) return 411;
    if (request.headers.count("Content-Encoding") > 0) return 415;
    if (request.headers.count("Content-Length") > 1 || request.headers.count("Host") > 1) return 400;
    const std::string length = request.get_header_value("Content-Length");
    if (length.size() > 18 || length.find_first_not_of("0123456789") != std::string::npos) return 400;
    if (!length.empty() && std::stoull(length) > options.max_body_bytes) return 413;
    const bool has_body = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    if (!has_body && !length.empty() && length != "0") return 400;
    return 0;
}

void hide_header(httplib::Request& request, const char* name, const char* under) {
    request.headers.erase(under);
    const auto value = request.headers.find(name);
    if (value == request.headers.end()) return;
    std::string kept = value->second;
    request.headers.erase(name);
    request.headers.emplace(under, std::move(kept));
}

HttpRequest our_request(const httplib::Request& from) {
    HttpRequest request;
    request.method = from.method;
    request.target = from.target;
    request.body = from.body;
    request.client = from.remote_addr;
    for (const auto& [name, value] : from.headers) request.headers.push_back({lower_ascii(name), value});
    for (NamedValue& header : request.headers) {
        if (header.name == "x-kb-accept-encoding") header.name = "accept-encoding";
        if (header.name == "x-kb-content-type") header.name = "content-type";
    }
    read_target(request);
    return request;
}

void fill(httplib::Response& out, HttpResponse from) {
    out.status = from.status;
    out.headers.clear();
    for (NamedValue& header : from.headers)
        out.headers.emplace(std::move(header.name), std::move(header.value));
    if (!from.content_type.empty()) out.headers.emplace("Content-Type", std::move(from.content_type));
    out.body = std::move(from.body);
}

}  // namespace

struct Listener::Impl final : httplib::Server {
    Impl(const ListenOptions& listen_options, Answer to_answer, Refuse to_refuse)
        : options(listen_options), answer(std::move(to_answer)), refuse(std::move(to_refuse)) {
        set_tcp_nodelay(true);
        set_socket_options(
            [](socket_t socket) {  // the library's own SO_REUSEPORT lets two servers share a port
                const int yes = 1;
                ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
            });
        set_keep_alive_max_count(kRequestsPerConnection);  // these two only fill the Keep-Alive header
        set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(options.idle).count());
        set_payload_max_length(options.max_body_bytes);
        new_task_queue = [this] { return new CountingQueue(thread_count(), waiting); };
        set_handlers();
        bind();
    }

    std::size_t thread_count() const {
        if (options.threads > 0) return static_cast<std::size_t>(options.threads);
        return std::max<std::size_t>(8, std::size_t{4} * std::thread::hardware_concurrency());
    }

    void bind() {
        bound_port = options.port == 0 ? bind_to_any_port(options.host) : options.port;
        const bool is_bound = options.port == 0 ? bound_port > 0 : bind_to_port(options.host, options.port);
        if (!is_bound || ::listen(svr_sock_, kBacklog) != 0) {
            throw IoError(
                fmt::format("Адрес {}:{} занять не вышло: порт занят другой программой или нет прав. "
                            "Выберите другой порт.",
                            options.host, options.port));
        }
    }

    void set_handlers() {
        const auto serve = [this](const httplib::Request& from, httplib::Response& to) {
            fill(to, answer(our_request(from)));
        };
        const char* any = "[\\s\\S]*";  // the path is at most 2 KiB here: std::regex recurses by length
        Post(any, serve);
        Put(any, serve);
        Patch(any, serve);
        set_pre_routing_handler([this, serve](const httplib::Request& from, httplib::Response& to) {
            if (from.has_header(kRefusedHeader)) {
                fill(to, refuse(std::atoi(from.get_header_value(kRefusedHeader).c_str())));
            } else if (from.method == "POST" || from.method == "PUT" || from.method == "PATCH") {
                return HandlerResponse::Unhandled;  // the body comes first
            } else {
                serve(from, to);
            }
            return HandlerResponse::Handled;
        });
        set_error_handler(Handler([this](const httplib::Request&, httplib::Response& to) {
            if (to.body.empty()) fill(to, refuse(to.status == 404 ? 400 : to.status));
        }));
        set_exception_handler([this](const httplib::Request&, httplib::Response& to,
                                     const std::exception_ptr&) { fill(to, refuse(500)); });
    }

    // Called by process_request when the head is read. Limits for the body begin here.
    void check_head(httplib::Request& request, ConnectionBytes& bytes, bool& must_close) const {
        hide_header(request, "Accept-Encoding", kAcceptEncodingHeader);  // the library must not compress
        hide_header(request, "Content-Type", kContentTypeHeader);        // nor parse forms
        request.headers.erase("Range");
        request.ranges.clear();
        request.headers.erase(kRefusedHeader);
        const int status = wrong_with(request, options);
        if (status != 0) {
            must_close = true;
            request.headers.emplace(kRefusedHeader, std::to_string(status));
            request.headers.erase("Expect");
            request.headers.erase("Connection");
            request.headers.emplace("Connection", "close");
        } else if (request.headers.count("Content-Length") == 0) {
            request.headers.emplace("Content-Length",
                                    "0");  // else the library reads to the end of the connection
        }
        bytes.set_limits(options.max_body_bytes, std::chrono::steady_clock::now() + options.body_deadline);
    }

    bool is_stopping() const { return svr_sock_ == INVALID_SOCKET; }

    // False when the connection is to be closed: idle too long, wanted elsewhere, or the end is near.
    bool wait_for_request(const ConnectionBytes& bytes, bool is_first) const {
        const auto begin = std::chrono::steady_clock::now();
        while (!bytes.wait_readable(kWaitSlice)) {
            const auto waited = std::chrono::steady_clock::now() - begin;
            if (waited > options.idle || is_stopping()) return false;
            if (waiting > 0 && waited > kGraceWhenBusy) return false;
        }
        return !is_stopping() || is_first || bytes.has_buffered();
    }

    bool process_and_close_socket(socket_t socket) override {
        ConnectionBytes bytes(socket, options.write_timeout);
        SocketStream stream(bytes, socket);
        bool must_close = false;
        for (int i = 0; i < kRequestsPerConnection && !must_close && wait_for_request(bytes, i == 0); ++i) {
            bytes.set_limits(options.max_head_bytes,
                             std::chrono::steady_clock::now() + options.head_deadline);
            const bool is_last =
                is_stopping() || i + 1 >= (waiting > 0 ? kShareWhenBusy : kRequestsPerConnection);
            bool is_closed = false;
            bool is_checked = false;  // stays so when the library refuses the request line itself
            const bool is_good = process_request(stream, is_last, is_closed, [&](httplib::Request& request) {
                is_checked = true;
                check_head(request, bytes, must_close);
            });
            must_close = must_close || is_closed || !is_good || !is_checked;
            if (!bytes.flush()) must_close = true;
        }
        bytes.finish(must_close);  // an idle connection has nothing to lose, and others wait
        ::close(socket);
        return true;
    }

    ListenOptions options;
    Answer answer;
    Refuse refuse;
    std::atomic<int> waiting{0};
    std::atomic<bool> has_begun{false};
    std::atomic<bool> is_stop_asked{false};
    int bound_port = 0;
};

Listener::Listener(const ListenOptions& options, Answer answer, Refuse refuse)
    : impl_(std::make_unique<Impl>(options, std::move(answer), std::move(refuse))) {}
Listener::~Listener() = default;

int Listener::port() const { return impl_->bound_port; }
void Listener::run() {
    impl_->has_begun = true;
    if (!impl_->is_stop_asked) impl_->listen_after_bind();
    impl_->has_begun = false;
}

// The library forgets a stop that comes before its loop has begun.
void Listener::stop() {
    impl_->is_stop_asked = true;
    while (impl_->has_begun && !impl_->is_running())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    static_cast<httplib::Server&>(*impl_).stop();
}

}  // namespace kb

// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/openapi.h"

#include <nlohmann/json.hpp>

namespace kb {
namespace {

using Json = nlohmann::ordered_json;

Json schema_ref(const char* name) { return {{"$ref", std::string("#/components/schemas/") + name}}; }

Json problem_response_ref() {
    return {{"description", "Отказ: что не так и что сделать"},
            {"content", {{"application/problem+json", {{"schema", schema_ref("Problem")}}}}}};
}

std::string media_type(const Route& route) {
    if (route.operation.response_type[0] != '\0') return route.operation.response_type;
    return route.kind == RouteKind::page ? "text/html" : "application/json";
}

Json parameters_of(const Route& route) {
    Json out = Json::array();
    const std::string_view pattern = route.pattern;
    if (const std::size_t open = pattern.find('{'); open != std::string_view::npos) {
        const std::string name(pattern.substr(open + 1, pattern.find('}') - open - 1));
        out.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
    }
    for (const Parameter& parameter : route.operation.parameters) {
        out.push_back({{"name", parameter.name},
                       {"in", "query"},
                       {"description", parameter.description},
                       {"required", parameter.is_required},
                       {"schema", Json::parse(parameter.schema)}});
    }
    return out;
}

const char* tag_of(RouteKind kind) {
    switch (kind) {
        case RouteKind::api:
            return "api";
        case RouteKind::operation:
            return "operation";
        case RouteKind::page:
            return "pages";
        case RouteKind::file:
            return "files";
    }
    return "";
}

Json operation_of(const Route& route) {
    Json success = {{"description", "Ответ"}};
    Json content = Json::object();
    if (route.operation.response_schema[0] != '\0')
        content["schema"] = schema_ref(route.operation.response_schema);
    success["content"] = {{media_type(route), content}};
    Json operation = {{"summary", route.operation.summary},
                      {"tags", {tag_of(route.kind)}},
                      {"parameters", parameters_of(route)}};
    if (route.operation.request_schema[0] != '\0') {
        operation["requestBody"] = {
            {"required", true},
            {"content", {{"application/json", {{"schema", schema_ref(route.operation.request_schema)}}}}}};
    }
    operation["responses"] = {{"200", success}, {"default", problem_response_ref()}};
    Json security = Json::array({Json{{"internalToken", Json::array()}}, Json{{"session", Json::array()}}});
    if (route.access == Access::everyone) security.insert(security.begin(), Json::object());
    operation["security"] = security;
    return operation;
}

std::string lower_method(std::string_view method) {
    return method == "POST" ? "post" : method == "DELETE" ? "delete" : "get";
}

Json schemas() {
    Json all = Json::parse(openapi_schemas());
    all.update(Json::parse(openapi_desk_schemas()));
    all.update(Json::parse(openapi_write_schemas()));
    return all;
}

}  // namespace

std::string openapi_json(const std::vector<Route>& table) {
    Json paths = Json::object();
    for (const Route& route : table) paths[route.pattern][lower_method(route.method)] = operation_of(route);
    const Json document = {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Подсказка"},
          {"version", "1"},
          {"description",
           "База знаний: поиск, статьи и подсказки к обращениям. Тексты в UTF-8; marks — отрезки в "
           "единицах UTF-16, как считает JavaScript."}}},
        {"paths", paths},
        {"components",
         {{"schemas", schemas()},
          {"securitySchemes",
           {{"internalToken", {{"type", "http"}, {"scheme", "bearer"}}},
            {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "kb_session"}}}}}}}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kb

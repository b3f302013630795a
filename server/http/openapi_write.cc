// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/openapi.h"

namespace kb {

// The workshop's; tests/api/write.test.mjs holds them against real answers.
const char* openapi_write_schemas() {
    return R"json({
  "WriteTree": {"type": "object", "additionalProperties": false, "required": ["version", "history", "why_no_history", "categories", "articles"],
    "properties": {"version": {"type": "string"}, "history": {"type": "boolean"}, "why_no_history": {"type": "string"},
      "categories": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["id", "title"],
        "properties": {"id": {"type": "string"}, "title": {"type": "string"}}}},
      "articles": {"type": "array", "items": {"$ref": "#/components/schemas/WriteFile"}}}},
  "WriteFile": {"type": "object", "additionalProperties": false,
    "required": ["path", "version", "modified", "problems", "readable", "id", "title", "category", "status", "audience", "type", "lang", "owner", "review_after", "publish_at", "archive_at", "helpful", "unhelpful", "views"],
    "properties": {"path": {"type": "string"}, "version": {"type": "string"}, "modified": {"type": "string"}, "problems": {"type": "integer"},
      "readable": {"type": "boolean"}, "id": {"type": "string"}, "title": {"type": "string"}, "category": {"type": "string"},
      "status": {"type": "string", "enum": ["", "draft", "review", "published", "archived"]}, "audience": {"type": "string"}, "type": {"type": "string"},
      "lang": {"type": "string"}, "owner": {"type": "string"}, "review_after": {"type": "string"}, "publish_at": {"type": "string"},
      "archive_at": {"type": "string"}, "helpful": {"type": "integer"}, "unhelpful": {"type": "integer"}, "views": {"type": "integer"}}},
  "WriteVersion": {"type": "object", "additionalProperties": false, "required": ["version"], "properties": {"version": {"type": "string"}}},
  "WriteSource": {"type": "object", "additionalProperties": false, "required": ["path", "version", "url", "text"],
    "properties": {"path": {"type": "string"}, "version": {"type": "string"}, "url": {"type": "string"}, "text": {"type": "string"}}},
  "WriteSave": {"type": "object", "additionalProperties": false, "required": ["path", "text", "base_version"],
    "properties": {"path": {"type": "string"}, "text": {"type": "string"}, "base_version": {"type": "string"}, "message": {"type": "string"}}},
  "WriteMove": {"type": "object", "additionalProperties": false, "required": ["from", "base_version"],
    "properties": {"from": {"type": "string"}, "to": {"type": "string"}, "slug": {"type": "string"}, "base_version": {"type": "string"}}},
  "WriteSaved": {"type": "object", "additionalProperties": false, "required": ["path", "version", "revision", "trouble", "text"],
    "properties": {"path": {"type": "string"}, "version": {"type": "string"}, "revision": {"type": "string"}, "trouble": {"type": "string"}, "text": {"type": "string"}}},
  "WriteImage": {"type": "object", "additionalProperties": false, "required": ["path", "markdown"],
    "properties": {"path": {"type": "string"}, "markdown": {"type": "string"}}},
  "WriteNew": {"type": "object", "additionalProperties": false, "required": ["title"],
    "properties": {"title": {"type": "string"}, "category": {"type": "string"}, "type": {"type": "string"}, "audience": {"type": "string", "enum": ["public", "internal"]}}},
  "WriteSkeleton": {"type": "object", "additionalProperties": false, "required": ["path", "text"],
    "properties": {"path": {"type": "string"}, "text": {"type": "string"}}},
  "WriteCheck": {"type": "object", "additionalProperties": false, "required": ["path", "text"],
    "properties": {"path": {"type": "string"}, "text": {"type": "string"}, "queries": {"type": "array", "maxItems": 20, "items": {"type": "string"}}}},
  "WriteDiagnostics": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["severity", "code", "line", "column", "message", "advice"],
    "properties": {"severity": {"type": "string", "enum": ["hint", "warning", "error"]}, "code": {"type": "string"}, "line": {"type": "integer"},
      "column": {"type": "integer"}, "message": {"type": "string"}, "advice": {"type": "string"}}}},
  "WriteChecked": {"type": "object", "additionalProperties": false, "required": ["sections", "diagnostics"],
    "properties": {"diagnostics": {"$ref": "#/components/schemas/WriteDiagnostics"},
      "sections": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["anchor", "line"],
        "properties": {"anchor": {"type": "string"}, "line": {"type": "integer"}}}}}},
  "WriteHit": {"type": ["object", "null"], "additionalProperties": false, "required": ["id", "title", "url", "section", "snippet", "confidence", "matches"],
    "properties": {"id": {"type": "string"}, "title": {"type": "string"}, "url": {"type": "string"}, "section": {"type": "string"},
      "snippet": {"type": "string"}, "confidence": {"type": "number"}, "matches": {"type": "array", "items": {"$ref": "#/components/schemas/Match"}}}},
  "WriteRanks": {"type": "object", "additionalProperties": false, "required": ["ranks", "alike", "diagnostics"],
    "properties": {"diagnostics": {"$ref": "#/components/schemas/WriteDiagnostics"},
      "alike": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["id", "title", "url"],
        "properties": {"id": {"type": "string"}, "title": {"type": "string"}, "url": {"type": "string"}}}},
      "ranks": {"type": "array", "items": {"type": "object", "additionalProperties": false,
        "required": ["query", "place", "place_before", "total", "rewritten_as", "own", "hits"],
        "properties": {"query": {"type": "string"}, "place": {"type": "integer"}, "place_before": {"type": "integer"}, "total": {"type": "integer"},
          "rewritten_as": {"type": "string"}, "own": {"$ref": "#/components/schemas/WriteHit"},
          "hits": {"type": "array", "items": {"$ref": "#/components/schemas/WriteHit"}}}}}}},
  "WriteGaps": {"type": "object", "additionalProperties": false, "required": ["gaps"],
    "properties": {"gaps": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["query", "count", "place"],
      "properties": {"query": {"type": "string"}, "count": {"type": "integer"}, "place": {"type": "integer"}}}}}},
  "WriteHistory": {"type": "object", "additionalProperties": false, "required": ["why_not", "revisions"],
    "properties": {"why_not": {"type": "string"}, "revisions": {"type": "array", "items": {"type": "object", "additionalProperties": false,
      "required": ["id", "path", "at", "author", "message"],
      "properties": {"id": {"type": "string"}, "path": {"type": "string"}, "at": {"type": "string"}, "author": {"type": "string"}, "message": {"type": "string"}}}}}},
  "WriteText": {"type": "object", "additionalProperties": false, "required": ["text"], "properties": {"text": {"type": "string"}}}
})json";
}

}  // namespace kb

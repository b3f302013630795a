// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/openapi.h"

namespace kb {

// tests/api/openapi.test.mjs holds these against real answers: every property
// named there and here, of that type, and no other.
const char* openapi_schemas() {
    return R"json({
  "Card": {"type": "object", "additionalProperties": false,
    "required": ["id", "url", "title", "category", "type", "audience", "summary", "lang", "level"],
    "properties": {
      "id": {"type": "string"}, "url": {"type": "string"}, "title": {"type": "string"}, "category": {"type": "string"},
      "type": {"type": "string", "enum": ["article", "steps", "qa", "video", "template", "script", "policy", "limitation"]},
      "audience": {"type": "string", "enum": ["public", "internal"]},
      "summary": {"type": "string"}, "lang": {"type": "string"},
      "level": {"type": "string", "enum": ["", "basic", "advanced"]}}},
  "Marks": {"type": "array", "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "integer"}}},
  "Match": {"type": "object", "additionalProperties": false, "required": ["word", "matched", "via"],
    "properties": {"word": {"type": "string"}, "matched": {"type": "string"},
      "via": {"type": "string", "enum": ["exact", "stem", "derived", "correction", "layout", "translit", "synonym", "alias", "ngram", "case"]}}},
  "Hit": {"type": "object", "additionalProperties": false,
    "required": ["id", "url", "title", "category", "type", "audience", "summary", "lang", "level", "section", "snippet", "score", "confidence", "matches"],
    "properties": {
      "id": {"type": "string"}, "url": {"type": "string"}, "title": {"type": "string"}, "category": {"type": "string"},
      "type": {"type": "string"}, "audience": {"type": "string"}, "summary": {"type": "string"}, "lang": {"type": "string"},
      "level": {"type": "string"},
      "section": {"type": "object", "additionalProperties": false, "required": ["title", "anchor", "url"],
        "properties": {"title": {"type": "string"}, "anchor": {"type": "string"}, "url": {"type": "string"}}},
      "snippet": {"type": "object", "additionalProperties": false, "required": ["text", "marks"],
        "properties": {"text": {"type": "string"}, "marks": {"$ref": "#/components/schemas/Marks"}}},
      "score": {"type": "number"}, "confidence": {"type": "number", "minimum": 0, "maximum": 1},
      "matches": {"type": "array", "items": {"$ref": "#/components/schemas/Match"}},
      "quote": {"type": "object", "additionalProperties": false, "required": ["markdown", "html", "text"],
        "properties": {"markdown": {"type": "string"}, "html": {"type": "string"}, "text": {"type": "string"}}},
      "ask": {"$ref": "#/components/schemas/Ask"},
      "escalate_to": {"type": "string"}}},
  "Ask": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["question", "why"],
    "properties": {"question": {"type": "string"}, "why": {"type": "string"}}}},
  "Facet": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["value", "title", "count"],
    "properties": {"value": {"type": "string"}, "title": {"type": "string"}, "count": {"type": "integer"}}}},
  "SearchAnswer": {"type": "object", "additionalProperties": false,
    "required": ["query", "shown_query", "rewritten", "relaxation", "missing_words", "total", "confident", "hits", "facets"],
    "properties": {
      "query": {"type": "string"}, "shown_query": {"type": "string"},
      "rewritten": {"type": ["string", "null"]},
      "relaxation": {"type": "string", "enum": ["all_words", "most_words", "some_words", "none_found"]},
      "missing_words": {"type": "array", "items": {"type": "string"}},
      "total": {"type": "integer"}, "confident": {"type": "boolean"},
      "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
      "facets": {"type": "object", "additionalProperties": false, "required": ["category", "type", "lang"],
        "properties": {"category": {"$ref": "#/components/schemas/Facet"}, "type": {"$ref": "#/components/schemas/Facet"},
          "lang": {"$ref": "#/components/schemas/Facet"}}}}},
  "CompleteAnswer": {"type": "object", "additionalProperties": false, "required": ["query", "completions"],
    "properties": {"query": {"type": "string"},
      "completions": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["text", "url", "marks"],
        "properties": {"text": {"type": "string"}, "url": {"type": "string"}, "marks": {"$ref": "#/components/schemas/Marks"}}}}}},
  "SuggestRequest": {"type": "object", "additionalProperties": false,
    "properties": {"subject": {"type": "string"}, "text": {"type": "string"}, "channel": {"type": "string"},
      "limit": {"type": "integer", "minimum": 1, "maximum": 10}, "category": {"type": "string"},
      "level": {"type": "string", "enum": ["", "basic", "advanced"]},
      "exclude": {"type": "array", "maxItems": 100, "items": {"type": "string"}}}},
  "SuggestAnswer": {"type": "object", "additionalProperties": false, "required": ["verdict", "suggestions", "understood"],
    "properties": {
      "verdict": {"type": "string", "enum": ["answer", "maybe", "none"]},
      "suggestions": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
      "understood": {"type": "object", "additionalProperties": false, "required": ["terms", "removed"],
        "properties": {"terms": {"type": "array", "items": {"type": "string"}},
          "removed": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["kind", "text"],
            "properties": {"kind": {"type": "string"}, "text": {"type": "string"}}}}}}}},
  "Article": {"type": "object", "additionalProperties": false,
    "required": ["id", "url", "title", "category", "type", "audience", "summary", "lang", "level", "slug", "tags", "ask", "attachments", "sections", "modified", "word_count"],
    "properties": {
      "id": {"type": "string"}, "url": {"type": "string"}, "title": {"type": "string"}, "category": {"type": "string"},
      "type": {"type": "string"}, "audience": {"type": "string"}, "summary": {"type": "string"}, "lang": {"type": "string"},
      "level": {"type": "string"}, "slug": {"type": "string"},
      "tags": {"type": "array", "items": {"type": "string"}}, "ask": {"$ref": "#/components/schemas/Ask"},
      "attachments": {"type": "array", "items": {"type": "string"}},
      "sections": {"type": "array", "items": {"type": "object", "additionalProperties": false,
        "required": ["title", "anchor", "level", "url", "html"],
        "properties": {"title": {"type": "string"}, "anchor": {"type": "string"}, "level": {"type": "integer"},
          "url": {"type": "string"}, "html": {"type": "string"}}}},
      "modified": {"type": "integer"}, "word_count": {"type": "integer"},
      "owner": {"type": "string"}, "review_after": {"type": "string"}, "escalate_to": {"type": "string"}}},
  "RelatedAnswer": {"type": "object", "additionalProperties": false, "required": ["articles"],
    "properties": {"articles": {"type": "array", "items": {"$ref": "#/components/schemas/Card"}}}},
  "Health": {"type": "object", "additionalProperties": false, "required": ["ready", "reason", "version"],
    "properties": {"ready": {"type": "boolean"}, "reason": {"type": "string"}, "version": {"type": "string"}}},
  "Problem": {"type": "object", "additionalProperties": false, "required": ["type", "title", "status", "code", "detail", "request_id"],
    "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
      "code": {"type": "string"}, "detail": {"type": "string"}, "request_id": {"type": "string"}}}
})json";
}

}  // namespace kb

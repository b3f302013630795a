// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/xml_pull.h"

#include <libxml/xmlreader.h>

#include <limits>

namespace kb {

struct XmlPull::Reader {
    xmlTextReaderPtr xml;
};

void XmlPull::Free::operator()(Reader* reader) const {
    xmlFreeTextReader(reader->xml);
    delete reader;
}

XmlPull::XmlPull(std::string_view bytes) {
    constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    const bool is_too_large = bytes.size() > std::numeric_limits<int>::max();
    // Where a document type is not let in, there is no entity to expand.
    is_broken_ = is_too_large || bytes.find("<!DOCTYPE") != std::string_view::npos;
    if (is_broken_) return;
    xmlTextReaderPtr xml =
        xmlReaderForMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, "UTF-8", kOptions);
    if (xml == nullptr)
        is_broken_ = true;
    else
        reader_.reset(new Reader{xml});
}

bool XmlPull::next() {
    if (is_broken_) return false;
    const int read = xmlTextReaderRead(reader_->xml);
    if (read == 1 && xmlTextReaderNodeType(reader_->xml) != XML_READER_TYPE_DOCUMENT_TYPE) return true;
    is_broken_ = read != 0;
    return false;
}

bool XmlPull::is_start() const { return xmlTextReaderNodeType(reader_->xml) == XML_READER_TYPE_ELEMENT; }
bool XmlPull::is_end() const { return xmlTextReaderNodeType(reader_->xml) == XML_READER_TYPE_END_ELEMENT; }
bool XmlPull::is_empty() const { return xmlTextReaderIsEmptyElement(reader_->xml) == 1; }

bool XmlPull::is_text() const {
    const int type = xmlTextReaderNodeType(reader_->xml);
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
           type == XML_READER_TYPE_WHITESPACE || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

std::string_view XmlPull::name() const {
    const xmlChar* name = xmlTextReaderConstLocalName(reader_->xml);
    return name == nullptr ? "" : reinterpret_cast<const char*>(name);
}

std::string_view XmlPull::text() const {
    const xmlChar* text = xmlTextReaderConstValue(reader_->xml);
    return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string XmlPull::attribute(const char* name, const char* space) const {
    const auto* key = reinterpret_cast<const xmlChar*>(name);
    const std::unique_ptr<xmlChar, void (*)(void*)> value(
        space == nullptr
            ? xmlTextReaderGetAttribute(reader_->xml, key)
            : xmlTextReaderGetAttributeNs(reader_->xml, key, reinterpret_cast<const xmlChar*>(space)),
        xmlFree);
    return value ? reinterpret_cast<const char*>(value.get()) : "";
}

}  // namespace kb

// SPDX-License-Identifier: GPL-2.0-or-later
// A workbook of Excel out of the XML of its parts.
#pragma once

#include <string>
#include <vector>

#include "tests/support/zip_writer.h"

namespace kb::test {

struct SheetXml {
    std::string name;
    std::string rows;        // inside <sheetData>
    std::string after = "";  // behind it: <mergeCells>…
    std::string state = "";  // «hidden»
};

// Cell styles: 0 plain, 1 a day of Excel's own, 2 «dd\.mm\.yyyy» of the user, 3 day and time, 4 «0.00».
inline std::string workbook(const std::vector<SheetXml>& sheets, const std::string& strings = "",
                            const std::string& properties = "") {
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    const std::string space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    std::string list, relations;
    std::vector<ZipEntry> parts = {{"[Content_Types].xml", head + "<Types/>"}};
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        list += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number +
                "\"" + (sheets[i].state.empty() ? "" : " state=\"" + sheets[i].state + "\"") + "/>";
        relations += "<Relationship Id=\"rId" + number + "\" Type=\"t\" Target=\"worksheets/sheet" + number +
                     ".xml\"/>";
        parts.push_back({"xl/worksheets/sheet" + number + ".xml",
                         head + "<worksheet xmlns=\"" + space + "\"><sheetData>" + sheets[i].rows +
                             "</sheetData>" + sheets[i].after + "</worksheet>"});
    }
    parts.push_back(
        {"xl/workbook.xml",
         head + "<workbook xmlns=\"" + space +
             "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
             properties + "<sheets>" + list + "</sheets></workbook>"});
    parts.push_back(
        {"xl/_rels/workbook.xml.rels",
         head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
             relations + "</Relationships>"});
    parts.push_back(
        {"xl/styles.xml",
         head + "<styleSheet xmlns=\"" + space +
             "\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-419]dd\\.mm\\.yyyy;@\"/></numFmts>"
             "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf "
             "numFmtId=\"14\"/>"
             "<xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>"});
    if (!strings.empty())
        parts.push_back(
            {"xl/sharedStrings.xml", head + "<sst xmlns=\"" + space + "\">" + strings + "</sst>"});
    return zip_of(parts);
}

// «<c r="A1" …><is><t>text</t></is></c>»
inline std::string text_cell(const std::string& place, const std::string& text) {
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + text + "</t></is></c>";
}

}  // namespace kb::test

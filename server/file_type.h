// SPDX-License-Identifier: GPL-2.0-or-later
// What a file is by its bytes, and a name it may safely bear. Never believes the sender.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kb {

struct FileType {
    const char* media_type;  // "image/png"
    const char* extension;   // ".png"
};

// Pictures, PDF, short videos and plain text; nothing for all else.
std::optional<FileType> file_type_of(std::string_view content);

// For <input accept>.
const char* accepted_files_filter();

// «../../Снимок экрана.PNG» → «Снимок экрана.png»: no folders, no control or direction marks, at most 80
// characters, and an extension that says what the file is.
std::string safe_file_name(std::string_view name, const FileType& type);

}  // namespace kb

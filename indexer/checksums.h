// SPDX-License-Identifier: GPL-2.0-or-later
// Whether the files of a generation are still the bytes that its writer left there.
//
// `checksums` stands in the generation only while nobody writes: an update takes it away before its
// first write and puts a new one after its commit. So a killed update leaves no checksums, never
// wrong ones, and the next update puts them back.
//
// Detected: any change, cut or loss of a database file after the checksums were written.
// Not detected: damage done while there were none, and damage in memory before the writing.
#pragma once

#include <string>
#include <vector>

namespace kb {

enum class ChecksumState {
    good,
    missing,  // an update was interrupted or is running: nothing can be said
    damaged,
};

struct ChecksumReport {
    ChecksumState state = ChecksumState::missing;
    std::vector<std::string> damaged_files;  // below the generation's folder
};

// Takes the checksums away, durably. Nothing happens when there are none.
void remove_checksums(const std::string& generation_dir);

bool has_checksums(const std::string& generation_dir);

// Reads every database file once (about 1 GB/s). Throws IoError.
void write_checksums(const std::string& generation_dir);

// Safe beside a running update: what changes under the reader's eyes is `missing`, not `damaged`.
ChecksumReport verify_checksums(const std::string& generation_dir);

// Before Xapian opens a generation: a damaged file can crash it. Throws IndexError, which names the file.
void require_undamaged(const std::string& generation_dir);

}  // namespace kb

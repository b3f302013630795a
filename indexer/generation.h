// SPDX-License-Identifier: GPL-2.0-or-later
// The index folder's life: one writer at a time, generations beside each other, one of them live.
// What stands inside the databases is index_writer.h's.
//
//     INDEX/lock             held (flock) by the one writer
//     INDEX/current          name of the live generation, replaced by rename
//     INDEX/gen-000003/      public/, internal/, format, checksums (checksums.h)
#pragma once

#include <optional>
#include <string>

namespace kb {

// The right to write the index, as long as it lives. The kernel takes it back when the holder dies.
class WriterLock {
public:
    // Makes the index folder when it is missing. Throws BusyError («занято») when
    // another writer holds the lock, IoError when the folder cannot be used.
    explicit WriterLock(const std::string& index_dir);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

private:
    int fd_ = -1;
};

// Path of the live generation's folder; nothing when no index was built yet. Cheap enough to ask
// twice a second. Throws IndexError when `current` names something that is not there.
std::optional<std::string> live_generation(const std::string& index_dir);

// As above for readers that need an index: throws IndexError saying what to run when there is
// none, or when it was made in a format this program does not read.
std::string require_live_generation(const std::string& index_dir);

// The format a generation was written in; nothing when it says none.
std::optional<int> format_of(const std::string& generation_dir);

// A generation being built beside the live one. Unless made live, it takes its folder away with it.
// Only for the holder of the WriterLock.
class NewGeneration {
public:
    explicit NewGeneration(const std::string& index_dir);
    ~NewGeneration();
    NewGeneration(const NewGeneration&) = delete;
    NewGeneration& operator=(const NewGeneration&) = delete;

    const std::string& dir() const { return dir_; }

    // Writes the format and the checksums and switches readers over with one rename.
    void make_live();

private:
    std::string index_dir_;
    std::string name_;
    std::string dir_;
    bool is_live_ = false;
};

// Takes away what killed builds left and generations older than the one before the live one, which
// readers may still be finishing with. Only for the holder of the WriterLock.
void remove_leftovers(const std::string& index_dir);

}  // namespace kb

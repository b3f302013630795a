// SPDX-License-Identifier: GPL-2.0-or-later
// The tables of the store and how an older file becomes the present one.
#pragma once

#include "server/store/database.h"

namespace kb {

// Applies what is missing, each step whole or not at all. Throws StoreError
// when the file was written by a newer version.
void migrate(Database& database);

int latest_schema_version();

}  // namespace kb

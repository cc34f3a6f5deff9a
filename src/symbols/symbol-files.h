/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/images.h"
#include "symbols/debuginfod.h"
#include "symbols/elf-file.h"

/* EmberSymbolFiles: where the files of an image may be. Borrowed throughout. */
typedef struct
{
  const char *const *folders; /* (nullable): ends in NULL: of symbols, or roots of a whole system; looked at first */
  const char *cache;          /* (nullable): perf's cache of programs, ~/.debug */
  EmberDebuginfod *server;    /* (nullable): asked for what is nowhere here */
  int64_t written_s;          /* when the recording was written, since 1970; 0: not known */
  bool is_of_this_kernel;     /* the kernel that runs now made the recording, for all that is known without its build-id */
  const char *root;           /* (nullable): where this process's files begin, if not at "/"; see symbols/host-path.h */
} EmberSymbolFiles;

/* What became of an image. */
typedef enum
{
  EMBER_SYMBOL_FILES_FOUND,
  EMBER_SYMBOL_FILES_MISSING,
  EMBER_SYMBOL_FILES_OTHER_BUILD, /* there is a file, but it is not the one that ran */
  EMBER_SYMBOL_FILES_CHANGED,     /* there is a file, but it was changed since */
} EmberSymbolFilesResult;

/* Opens the file that ran and, where there is one, that with all its symbols.
 *
 * A build-id is checked before a file is used; a link from one file to another, by its checksum. Where a
 * recording has no build-id, what stands at a path now must be older than it, or be the same file by its inode, and must
 * not be another one by that.
 * @path: of the image, on the recording's machine
 * @program: (out) (transfer full) (nullable): tells where things are loaded
 * @debug: (out) (transfer full) (nullable): has the symbols, if the program has not */
EmberSymbolFilesResult ember_symbol_files_open (const EmberSymbolFiles *files,
                                                const EmberImage *image,
                                                const char *path,
                                                EmberElfFile **program,
                                                EmberElfFile **debug);

/* Where a file may be that is called by its path on the recording's machine, as a list of run-time code: in the
 * folders, or where the system has it.
 * Returns: (transfer full): ends in NULL */
char **ember_symbol_files_dup_places (const EmberSymbolFiles *files,
                                      const char *path);

/* Returns: (transfer full): what perf's cache keeps of an image: its "elf", "kallsyms" or "vdso" */
char *ember_symbol_files_dup_cached (const EmberSymbolFiles *files,
                                     const EmberImage *image,
                                     const char *name);

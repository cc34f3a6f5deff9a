/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

typedef enum
{
  EMBER_EXIT_GOOD = 0,
  EMBER_EXIT_FAILED = 1, /* a file could not be read or written */
  EMBER_EXIT_USAGE = 2,  /* the command line is wrong */
} EmberExit;

/* Prepares the process for ember_headless_run(), before any thread is made: no file is
 * taken for a standard stream, and a failing write is an error instead of a signal. */
void ember_headless_prepare (void);

/* Does what a command line with --print or --export asks for, without display,
 * settings and session bus. Prints to standard output, and errors in one line to standard error. */
EmberExit ember_headless_run (const EmberOptions *options);

/* Prints to standard output.
 * Returns: EMBER_EXIT_FAILED, with a line on standard error, where that fails */
EmberExit ember_headless_print (const char *text);

/* Prints one line to standard error. */
void ember_headless_print_error (const char *message);

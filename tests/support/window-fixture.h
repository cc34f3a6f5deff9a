/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

/* A window of a test, with a folder for its files. */
typedef struct
{
  GtkApplication *application;
  GSettings *settings;
  EmberWindow *window;
  char *folder;
} WindowFixture;

/* Starts GTK and registers an application, away from the user's recent files; runs the tests that @add_tests adds.
 * Returns: the exit status */
int window_fixture_main (int argc,
                         char **argv,
                         void (*add_tests) (GtkApplication *application));

/* For g_test_add(); @application is the test's data. */
void window_fixture_set_up (WindowFixture *fixture,
                            gconstpointer application);

/* Checks that the window is gone, and puts all settings back. */
void window_fixture_tear_down (WindowFixture *fixture,
                               gconstpointer application);

/* Writes a file and opens it; returns when the views are as they stay. */
void window_fixture_open (WindowFixture *fixture,
                          const char *name,
                          const char *text);

/* Six seconds of fifty samples each, with perf's header.
 * Returns: (transfer full): */
char *window_fixture_dup_recording (void);

/* Runs the main loop until nothing is under way. */
void window_fixture_wait (WindowFixture *fixture);

/* Returns: (transfer none) (nullable): an open window of @type */
GtkWidget *window_fixture_find_dialog (GType type);

/* Closes it as the user would, and runs until it is gone. */
void window_fixture_press_escape (GtkWidget *dialog);

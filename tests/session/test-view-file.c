/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view-file.h"

#include <glib/gstdio.h>

#include "session/view-text.h"
#include "support/temp-folder.h"

typedef struct
{
  char *folder;
  char *recording;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = temp_folder_new ();
  fixture->recording = g_build_filename (fixture->folder, "recording.txt", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.emberview", NULL);
  g_assert_true (g_file_set_contents (fixture->recording, "content", -1, NULL));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  temp_folder_delete (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->recording);
}

static void
save (Fixture *fixture,
      const char *recording)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autofree char *text = NULL;

  view->recording.path = g_strdup (recording);
  ember_view_file_mark (view);
  text = ember_view_text_format (view);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static void
test_a_changed_recording_is_seen (Fixture *fixture,
                                  gconstpointer data)
{
  g_autoptr (EmberView) before = NULL;
  g_autoptr (EmberView) after = NULL;
  bool is_changed = true;
  bool is_baseline_changed = true;

  save (fixture, fixture->recording);
  before = ember_view_file_read (fixture->path, &is_changed, &is_baseline_changed, NULL);
  g_assert_cmpstr (before->recording.path, ==, fixture->recording);
  g_assert_false (is_changed);
  g_assert_true (g_file_set_contents (fixture->recording, "contents", -1, NULL));
  after = ember_view_file_read (fixture->path, &is_changed, &is_baseline_changed, NULL);
  g_assert_nonnull (after);
  g_assert_true (is_changed);
  g_assert_false (is_baseline_changed);
}

/* Either may change without the other. */
static void
test_a_changed_baseline_is_seen (Fixture *fixture,
                                 gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (EmberView) view = ember_view_new ();
  g_autoptr (EmberView) again = NULL;
  bool is_changed = true;
  bool is_baseline_changed = false;

  g_assert_true (g_file_set_contents (other, "other", -1, NULL));
  view->recording.path = g_strdup (fixture->recording);
  view->baseline_recording.path = g_strdup ("/nonexistent/other.txt");
  view->baseline_recording.hash = g_strdup ("0123");
  view->baseline_recording.size_bytes = 5;
  text = ember_view_text_format (view);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  again = ember_view_file_read (fixture->path, &is_changed, &is_baseline_changed, NULL);
  g_assert_cmpstr (again->baseline_recording.path, ==, other);
  g_assert_false (is_changed);
  g_assert_true (is_baseline_changed);
  ember_view_file_mark (again);
  g_assert_cmpstr (again->baseline_recording.hash, !=, "0123");
  g_assert_cmpuint (again->baseline_recording.size_bytes, ==, 5);
  g_unlink (other);
}

static void
test_a_recording_is_found_beside_its_view (Fixture *fixture,
                                           gconstpointer data)
{
  g_autoptr (EmberView) view = NULL;
  bool is_changed, is_baseline_changed;

  save (fixture, "/nonexistent/recording.txt");
  view = ember_view_file_read (fixture->path, &is_changed, &is_baseline_changed, NULL);
  g_assert_cmpstr (view->recording.path, ==, fixture->recording);
}

static void
test_views_are_told_by_content (Fixture *fixture,
                                gconstpointer data)
{
  save (fixture, fixture->recording);
  g_assert_true (ember_view_file_is_view (fixture->path));
  g_assert_false (ember_view_file_is_view (fixture->recording));
  g_assert_false (ember_view_file_is_view (fixture->folder));
  g_assert_false (ember_view_file_is_view ("/nonexistent"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/view-file/a-changed-recording-is-seen", Fixture, NULL, set_up, test_a_changed_recording_is_seen, tear_down);
  g_test_add ("/view-file/a-changed-baseline-is-seen", Fixture, NULL, set_up, test_a_changed_baseline_is_seen, tear_down);
  g_test_add ("/view-file/a-recording-is-found-beside-its-view", Fixture, NULL, set_up, test_a_recording_is_found_beside_its_view, tear_down);
  g_test_add ("/view-file/views-are-told-by-content", Fixture, NULL, set_up, test_views_are_told_by_content, tear_down);
  return g_test_run ();
}

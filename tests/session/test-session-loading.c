/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "formats/format.h"
#include "session/session.h"
#include "support/temp-folder.h"

static void
run_until_idle (EmberSession *session)
{
  while (ember_session_is_busy (session))
    g_main_context_iteration (NULL, TRUE);
}

static GFile *
file_new_with (const char *text)
{
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("ember-session-XXXXXX", &path, NULL);

  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize) strlen (text));
  close (fd);
  return g_file_new_for_path (path);
}

static void
test_a_file_is_opened (void)
{
  g_autoptr (GFile) file = file_new_with ("a;b 2\na;c 3\n");
  EmberSession *session = ember_session_new ();

  ember_session_load (session, file);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_LOADING);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
  g_assert_cmpint (ember_session_get_progress (session).n_bytes, ==, 12);
  g_assert_null (ember_session_get_heatmap (session));
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, 0), ==, 5);
  g_assert_finalize_object (session);
  g_unlink (g_file_peek_path (file));
}

static void
test_a_reload_reads_what_the_file_holds_now (void)
{
  g_autoptr (GFile) file = file_new_with ("a;b 2\n");
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, file);
  run_until_idle (session);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "a;b 2\na;c 30\n", -1, NULL));
  ember_session_reload (session);
  g_assert_nonnull (ember_session_get_graph (session));
  run_until_idle (session);
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, 0), ==, 32);
  g_unlink (g_file_peek_path (file));
}

static void
test_a_reload_that_fails_keeps_the_recording (void)
{
  g_autoptr (GFile) file = file_new_with ("a;b 2\n");
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, file);
  run_until_idle (session);
  g_unlink (g_file_peek_path (file));
  for (int i = 0; i < 2; i++)
    {
      ember_session_reload (session);
      run_until_idle (session);
      g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
      g_assert_error (ember_session_get_error (session), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, 0), ==, 2);
    }
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "a;b 5\n", -1, NULL));
  ember_session_reload (session);
  run_until_idle (session);
  g_assert_null (ember_session_get_error (session));
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, 0), ==, 5);
  g_unlink (g_file_peek_path (file));
}

static void
test_a_missing_file_fails_with_its_error (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/recording");
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, file);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_FAILED);
  g_assert_error (ember_session_get_error (session), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (ember_session_dup_help_command (session));
}

static GFile *
fifo_new (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "fifo", NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  return g_file_new_for_path (path);
}

static void
fifo_delete (GFile *file)
{
  temp_folder_delete (g_path_get_dirname (g_file_peek_path (file)));
}

static void
count_cb (EmberSession *session,
          GParamSpec *pspec,
          guint *n)
{
  (*n)++;
}

static void
test_cancelling_goes_back_to_nothing (void)
{
  g_autoptr (GFile) file = fifo_new ();
  EmberSession *session = ember_session_new ();
  guint n_progress = 0;

  g_signal_connect (session, "notify::progress", G_CALLBACK (count_cb), &n_progress);
  ember_session_load (session, file);
  while (n_progress < 3)
    g_main_context_iteration (NULL, TRUE);
  ember_session_cancel_loading (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_EMPTY);
  for (int i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_EMPTY);
  g_assert_finalize_object (session);
  fifo_delete (file);
}

static void
test_stopping_keeps_what_came (void)
{
  g_autoptr (GFile) file = fifo_new ();
  g_autoptr (EmberSession) session = ember_session_new ();
  int fd;

  ember_session_load (session, file);
  fd = open (g_file_peek_path (file), O_WRONLY);
  g_assert_cmpint (write (fd, "a;b 2\na;c 3\n", 12), ==, 12);
  while (ember_session_get_progress (session).n_bytes < 12)
    g_main_context_iteration (NULL, TRUE);
  ember_session_stop_loading (session);
  run_until_idle (session);
  close (fd);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
  g_assert_cmpuint (ember_profile_get_n_samples (ember_session_get_profile (session)), ==, 2);
  fifo_delete (file);
}

static void
test_stopping_before_anything_came_is_no_error (void)
{
  g_autoptr (GFile) file = fifo_new ();
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, file);
  g_usleep (20000);
  ember_session_stop_loading (session);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_EMPTY);
  fifo_delete (file);
}

static void
test_a_newer_load_takes_the_place_of_a_slow_one (void)
{
  g_autoptr (GFile) fifo = fifo_new ();
  g_autoptr (GFile) file = file_new_with ("a;b 2\n");
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, fifo);
  ember_session_load (session, file);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
  g_assert_true (g_file_equal (ember_session_get_file (session), file));
  g_unlink (g_file_peek_path (file));
  fifo_delete (fifo);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) g_test_add_func ("/session-loading/" name, function)
  TEST ("a-file-is-opened", test_a_file_is_opened);
  TEST ("a-reload-reads-what-the-file-holds-now", test_a_reload_reads_what_the_file_holds_now);
  TEST ("a-reload-that-fails-keeps-the-recording", test_a_reload_that_fails_keeps_the_recording);
  TEST ("a-missing-file-fails-with-its-error", test_a_missing_file_fails_with_its_error);
  TEST ("cancelling-goes-back-to-nothing", test_cancelling_goes_back_to_nothing);
  TEST ("stopping-keeps-what-came", test_stopping_keeps_what_came);
  TEST ("stopping-before-anything-came-is-no-error", test_stopping_before_anything_came_is_no_error);
  TEST ("a-newer-load-takes-the-place-of-a-slow-one", test_a_newer_load_takes_the_place_of_a_slow_one);
  return g_test_run ();
}

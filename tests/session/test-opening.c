/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/opening.h"

#include <glib/gstdio.h>

#include "support/address-profile.h"

#define TWO_SAMPLES "app 7 10.000000: cycles:\n\tff main (/bin/app)\n\n" \
                    "app 7 11.000000: cycles:\n\tff main (/bin/app)\n\n"

/* What an opening told, a letter a signal: r(ead), n(amed), f(ailed), s(topped). */
typedef struct
{
  EmberOpening *opening;
  GString *told;
  EmberProfile *profile; /* of the last "read" */
} Fixture;

static void
read_cb (Fixture *fixture,
         EmberProfile *profile)
{
  g_string_append_c (fixture->told, 'r');
  g_clear_pointer (&fixture->profile, ember_profile_unref);
  fixture->profile = ember_profile_ref (profile);
}

static void
named_cb (Fixture *fixture,
          EmberProfile *profile)
{
  g_string_append_c (fixture->told, 'n');
}

static void
ended_cb (Fixture *fixture,
          const GError *error)
{
  g_string_append_c (fixture->told, error != NULL ? 'f' : 's');
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->told = g_string_new (NULL);
  fixture->opening = ember_opening_new ();
  g_signal_connect_swapped (fixture->opening, "read", G_CALLBACK (read_cb), fixture);
  g_signal_connect_swapped (fixture->opening, "named", G_CALLBACK (named_cb), fixture);
  g_signal_connect_swapped (fixture->opening, "ended", G_CALLBACK (ended_cb), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->profile, ember_profile_unref);
  g_string_free (fixture->told, TRUE);
  g_assert_finalize_object (fixture->opening);
}

static GFile *
file_of (const char *text)
{
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("ember-opening-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static void
wait_until_done (Fixture *fixture)
{
  while (ember_opening_is_busy (fixture->opening))
    g_main_context_iteration (NULL, TRUE);
}

/* Lets what was abandoned, and holds a reference, come to its end. */
static void
let_workers_end (Fixture *fixture)
{
  while (G_OBJECT (fixture->opening)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_file_is_read (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (GFile) file = file_of (TWO_SAMPLES);

  ember_opening_read (fixture->opening, file);
  g_assert_true (ember_opening_is_reading (fixture->opening));
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "r");
  g_assert_cmpuint (ember_profile_get_n_samples (fixture->profile), ==, 2);
  g_file_delete (file, NULL, NULL);
}

static void
test_a_fault_is_told (Fixture *fixture,
                      gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/recording");

  ember_opening_read (fixture->opening, file);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "f");
}

static void
test_what_is_cancelled_is_told_nothing_of (Fixture *fixture,
                                           gconstpointer data)
{
  g_autoptr (GFile) file = file_of (TWO_SAMPLES);

  g_assert_false (ember_opening_cancel (fixture->opening));
  ember_opening_read (fixture->opening, file);
  g_assert_true (ember_opening_cancel (fixture->opening));
  let_workers_end (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_file_delete (file, NULL, NULL);
}

static void
test_of_two_files_the_last_one_is_told (Fixture *fixture,
                                        gconstpointer data)
{
  g_autoptr (GFile) missing = g_file_new_for_path ("/nonexistent/recording");
  g_autoptr (GFile) file = file_of (TWO_SAMPLES);

  ember_opening_read (fixture->opening, missing);
  ember_opening_read (fixture->opening, file);
  wait_until_done (fixture);
  let_workers_end (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "r");
  g_assert_true (g_file_equal (ember_opening_get_file (fixture->opening), file));
  g_file_delete (file, NULL, NULL);
}

static void
count_cb (int *n)
{
  ++*n;
}

static void
test_inlined_functions_follow_names (Fixture *fixture,
                                     gconstpointer data)
{
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();

  g_assert_true (ember_opening_set_with_inlined (fixture->opening, TRUE));
  g_assert_false (ember_opening_set_with_inlined (fixture->opening, TRUE));
  g_assert_false (ember_opening_is_busy (fixture->opening));
  ember_opening_name (fixture->opening, profile);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "nn");
  /* off and on again is one look-up each */
  ember_opening_set_with_inlined (fixture->opening, FALSE);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "nnn");
  ember_opening_set_with_inlined (fixture->opening, TRUE);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "nnnn");
  /* while names are under way they come first */
  ember_opening_set_with_inlined (fixture->opening, FALSE);
  ember_opening_set_with_inlined (fixture->opening, TRUE);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "nnnnnn");
  /* what servers have comes in the same look, and can be given up */
  ember_opening_set_asks_servers (fixture->opening, TRUE);
  ember_opening_set_asks_servers (fixture->opening, FALSE);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "nnnnnnn");
  let_workers_end (fixture);
}

static void
test_other_folders_bring_other_names (Fixture *fixture,
                                      gconstpointer data)
{
  static const char *const folders[] = { "/nonexistent/symbols", NULL };
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();

  ember_opening_set_symbol_folders (fixture->opening, folders);
  g_assert_false (ember_opening_is_busy (fixture->opening));
  ember_opening_name (fixture->opening, profile);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "n");
  ember_opening_set_symbol_folders (fixture->opening, folders);
  g_assert_false (ember_opening_is_busy (fixture->opening));
  ember_opening_set_symbol_folders (fixture->opening, NULL);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "nn");
  ember_opening_name_again (fixture->opening);
  ember_opening_name_again (fixture->opening);
  wait_until_done (fixture);
  let_workers_end (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "nnn");
}

static void
test_stopping_a_wait_for_servers_keeps_what_came (Fixture *fixture,
                                                  gconstpointer data)
{
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();

  ember_opening_set_asks_servers (fixture->opening, TRUE);
  ember_opening_name (fixture->opening, profile);
  while (!ember_opening_get_naming (fixture->opening).asks_servers)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->told->str, ==, "n");
  ember_opening_stop_naming (fixture->opening);
  g_assert_true (ember_opening_get_naming (fixture->opening).is_busy);
  g_assert_false (ember_opening_get_naming (fixture->opening).asks_servers);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "nn");
  g_assert_false (ember_opening_get_naming (fixture->opening).is_stopped);
}

static void
test_names_can_be_done_without (Fixture *fixture,
                                gconstpointer data)
{
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();
  int n_progressed = 0;

  g_signal_connect_swapped (fixture->opening, "naming-progressed", G_CALLBACK (count_cb), &n_progressed);
  ember_opening_stop_naming (fixture->opening);
  g_assert_cmpint (n_progressed, ==, 0);
  ember_opening_name (fixture->opening, profile);
  g_assert_true (ember_opening_get_naming (fixture->opening).is_busy);
  ember_opening_stop_naming (fixture->opening);
  g_assert_false (ember_opening_is_busy (fixture->opening));
  g_assert_true (ember_opening_get_naming (fixture->opening).is_stopped);
  g_assert_cmpint (n_progressed, ==, 1);
  let_workers_end (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "");
  ember_opening_name_again (fixture->opening);
  g_assert_false (ember_opening_get_naming (fixture->opening).is_stopped);
  wait_until_done (fixture);
  g_assert_cmpstr (fixture->told->str, ==, "n");
  g_assert_cmpint (n_progressed, >=, 2);
}

static void
add (const char *name,
     void (*func) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/opening/a-file-is-read", test_a_file_is_read);
  add ("/opening/a-fault-is-told", test_a_fault_is_told);
  add ("/opening/what-is-cancelled-is-told-nothing-of", test_what_is_cancelled_is_told_nothing_of);
  add ("/opening/of-two-files-the-last-one-is-told", test_of_two_files_the_last_one_is_told);
  add ("/opening/inlined-functions-follow-names", test_inlined_functions_follow_names);
  add ("/opening/other-folders-bring-other-names", test_other_folders_bring_other_names);
  add ("/opening/stopping-a-wait-for-servers-keeps-what-came", test_stopping_a_wait_for_servers_keeps_what_came);
  add ("/opening/names-can-be-done-without", test_names_can_be_done_without);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbols-dialog.h"

#include <string.h>

#include "session/naming.h"
#include "support/address-profile.h"
#include "support/elf-writer.h"
#include "support/widgets.h"
#include "support/window-fixture.h"

#define BUILD_ID_BYTES 4

/* The library with one function, "compute", as it is found when @fixture's folder is looked in. */
static void
write_library (WindowFixture *fixture)
{
  static const uint8_t build_id[BUILD_ID_BYTES] = { 0 };
  static const ElfWriterSymbol symbol = { "compute", 0x1000, 0x100, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), 1 };
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  g_autofree char *path = g_build_filename (fixture->folder, "libfoo.so", NULL);

  elf_writer_add_segment (writer, PF_R | PF_X, 0, 0, 0x2000, 0x2000);
  elf_writer_add_section (writer, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, NULL, 0x100, 0, 0);
  elf_writer_add_symbols (writer, SHT_SYMTAB, &symbol, 1);
  elf_writer_add_build_id (writer, build_id, BUILD_ID_BYTES);
  elf_writer_save (writer, path);
}

/* As if a file had been read with two samples, one second apart, in that library. */
static void
read_recording (WindowFixture *fixture)
{
  AddressProfile recording;
  EmberImageId image;
  g_autoptr (EmberProfile) profile = NULL;

  address_profile_begin (&recording, 1);
  image = address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/nonexistent/libfoo.so", BUILD_ID_BYTES);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x1010), 1);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x1020), G_USEC_PER_SEC * 1000 + 1);
  profile = address_profile_end (&recording);
  g_signal_emit_by_name (ember_session_get_opening (ember_window_get_session (fixture->window)), "read", profile);
  window_fixture_wait (fixture);
}

static EmberSymbolsDialog *
open_dialog (WindowFixture *fixture)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.symbols", NULL);
  dialog = window_fixture_find_dialog (EMBER_TYPE_SYMBOLS_DIALOG);
  g_assert_nonnull (dialog);
  settle ();
  return EMBER_SYMBOLS_DIALOG (dialog);
}

/* The name of the only frame there is. */
static const char *
get_name (WindowFixture *fixture)
{
  const EmberProfile *profile = ember_session_get_profile (ember_window_get_session (fixture->window));
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  return ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, ember_stacks_get_n (stacks) - 1));
}

static void
test_the_notice_leads_to_what_is_missing (WindowFixture *fixture,
                                          gconstpointer data)
{
  GtkWidget *button;
  GtkWidget *dialog;

  read_recording (fixture);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "100.0 % of frames have no symbols: libfoo.so (build-id 00000000) not found"));
  button = find_text (GTK_WIDGET (fixture->window), "S_ymbols…");
  g_assert_true (gtk_widget_get_mapped (button));
  drive (button, "key space");
  dialog = window_fixture_find_dialog (EMBER_TYPE_SYMBOLS_DIALOG);
  g_assert_nonnull (dialog);
  settle ();
  g_assert_nonnull (find_text (dialog, "100.0 % of frames have no symbols:"));
  g_assert_nonnull (find_text (dialog, "100.0 % · 2 frames"));
  g_assert_nonnull (find_text (dialog, "/nonexistent/libfoo.so"));
  g_assert_nonnull (find_text (dialog, "Not found"));
  window_fixture_press_escape (dialog);
}

static void
test_a_folder_that_is_added_gives_names_at_once (WindowFixture *fixture,
                                                 gconstpointer data)
{
  EmberSession *session = ember_window_get_session (fixture->window);
  const EmberTimeRange range = { 0, G_USEC_PER_SEC * 1000 };
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  EmberSymbolsDialog *dialog;
  GtkWidget *button;

  write_library (fixture);
  read_recording (fixture);
  ember_session_set_range (session, range);
  g_assert_cmpstr (get_name (fixture), ==, "[unknown]");
  dialog = open_dialog (fixture);
  ember_symbols_dialog_add_folder (dialog, folder);
  ember_symbols_dialog_add_folder (dialog, folder);
  window_fixture_wait (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "compute");
  g_assert_true (ember_time_range_equal (ember_session_get_range (session), range));
  g_assert_nonnull (find_text (GTK_WIDGET (dialog), "All frames have names."));
  g_assert_null (find_text (GTK_WIDGET (dialog), "2 frames"));
  g_assert_nonnull (find_text (GTK_WIDGET (dialog), fixture->folder));
  /* and what is removed takes them away */
  button = find_next_widget (find_text (GTK_WIDGET (dialog), fixture->folder), GTK_TYPE_BUTTON);
  drive (button, "key space");
  window_fixture_wait (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "[unknown]");
  g_assert_null (find_text (GTK_WIDGET (dialog), fixture->folder));
  window_fixture_press_escape (GTK_WIDGET (dialog));
}

static void
test_symbols_that_came_are_found_on_demand (WindowFixture *fixture,
                                            gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  EmberSymbolsDialog *dialog;

  read_recording (fixture);
  dialog = open_dialog (fixture);
  ember_symbols_dialog_add_folder (dialog, folder);
  window_fixture_wait (fixture);
  write_library (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "[unknown]");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "symbols.look-again", NULL);
  window_fixture_wait (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "compute");
  window_fixture_press_escape (GTK_WIDGET (dialog));
}

static void
test_names_that_were_given_up_are_told_of (WindowFixture *fixture,
                                           gconstpointer data)
{
  EmberSession *session = ember_window_get_session (fixture->window);
  EmberSymbolsDialog *dialog;

  read_recording (fixture);
  dialog = open_dialog (fixture);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "symbols.look-again", NULL);
  ember_opening_stop_naming (ember_session_get_opening (session));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "Names were not looked up."));
  window_fixture_press_escape (GTK_WIDGET (dialog));
}

static void
test_servers_can_be_asked_where_there_are_some (WindowFixture *fixture,
                                                gconstpointer data)
{
  g_autofree char *obstacle = NULL;
  EmberSymbolsDialog *dialog;
  GtkWidget *button;

  read_recording (fixture);
  g_unsetenv ("DEBUGINFOD_URLS");
  obstacle = ember_naming_dup_debuginfod_obstacle ();
  dialog = open_dialog (fixture);
  button = find_widget (GTK_WIDGET (dialog), GTK_TYPE_SWITCH);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_nonnull (find_text (GTK_WIDGET (dialog), obstacle));
  window_fixture_press_escape (GTK_WIDGET (dialog));
  g_clear_pointer (&obstacle, g_free);
  g_setenv ("DEBUGINFOD_URLS", "http://127.0.0.1:1", TRUE);
  obstacle = ember_naming_dup_debuginfod_obstacle ();
  if (obstacle != NULL)
    {
      g_test_skip (obstacle);
      return;
    }
  dialog = open_dialog (fixture);
  drive (find_widget (GTK_WIDGET (dialog), GTK_TYPE_SWITCH), "key space");
  /* its knob slides first */
  for (int i = 0; i < 100 && !g_settings_get_boolean (fixture->settings, "debuginfod"); i++)
    run_for (20);
  g_assert_true (g_settings_get_boolean (fixture->settings, "debuginfod"));
  window_fixture_wait (fixture);
  g_unsetenv ("DEBUGINFOD_URLS");
  window_fixture_press_escape (GTK_WIDGET (dialog));
}

static void
test_texts_have_nothing_to_look_up (WindowFixture *fixture,
                                    gconstpointer data)
{
  g_autofree char *text = window_fixture_dup_recording ();
  EmberSymbolsDialog *dialog;

  window_fixture_open (fixture, "recording.txt", text);
  dialog = open_dialog (fixture);
  g_assert_nonnull (find_text (GTK_WIDGET (dialog), "there is nothing to look up"));
  window_fixture_press_escape (GTK_WIDGET (dialog));
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, test) \
  g_test_add ("/symbols-dialog/" name, WindowFixture, application, window_fixture_set_up, test, window_fixture_tear_down)
  ADD ("the-notice-leads-to-what-is-missing", test_the_notice_leads_to_what_is_missing);
  ADD ("a-folder-that-is-added-gives-names-at-once", test_a_folder_that_is_added_gives_names_at_once);
  ADD ("symbols-that-came-are-found-on-demand", test_symbols_that_came_are_found_on_demand);
  ADD ("names-that-were-given-up-are-told-of", test_names_that_were_given_up_are_told_of);
  ADD ("servers-can-be-asked-where-there-are-some", test_servers_can_be_asked_where_there_are_some);
  ADD ("texts-have-nothing-to-look-up", test_texts_have_nothing_to_look_up);
#undef ADD
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}

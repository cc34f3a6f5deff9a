/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/naming.h"

#include "profile/tree-builder.h"
#include "support/address-profile.h"
#include "support/temp-folder.h"

typedef struct
{
  bool is_done;
  EmberProfile *named;
  GError *error;
} Outcome;

static void
done_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->named = ember_naming_finish (result, &outcome->error);
  outcome->is_done = true;
}

static void
wait_for (const Outcome *outcome)
{
  while (!outcome->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_names_come_on_the_callers_context (void)
{
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  Outcome outcome = { 0 };

  g_assert_true (ember_naming_is_needed (profile));
  ember_naming_async (profile, NULL, progress, NULL, done_cb, &outcome);
  wait_for (&outcome);
  g_assert_no_error (outcome.error);
  g_assert_false (ember_naming_is_needed (outcome.named));
  g_assert_cmpuint (ember_profile_get_n_samples (outcome.named), ==, 1);
  g_assert_cmpint (ember_progress_get_state (progress).phase, ==, EMBER_PHASE_NAMING);
  ember_profile_unref (outcome.named);
}

static void
test_cancelled_naming_brings_nothing (void)
{
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome = { 0 };

  g_cancellable_cancel (cancellable);
  ember_naming_async (profile, NULL, NULL, cancellable, done_cb, &outcome);
  wait_for (&outcome);
  g_assert_null (outcome.named);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
}

static void
test_images_with_addresses_are_counted (void)
{
  g_autoptr (EmberProfile) profile = address_profile_new_nameless ();
  EmberNamingProgress *count = ember_naming_progress_new ();
  const EmberNamingOptions options = { .count = count };
  guint n_done, n_all;
  Outcome outcome = { 0 };

  ember_naming_progress_get (count, &n_done, &n_all);
  g_assert_cmpuint (n_all, ==, 0);
  ember_naming_async (profile, &options, NULL, NULL, done_cb, &outcome);
  wait_for (&outcome);
  ember_naming_progress_get (count, &n_done, &n_all);
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpuint (n_all, ==, 1);
  ember_naming_progress_unref (count);
  ember_profile_unref (outcome.named);
}

/* A recording that lacks the map of a program whose code was made at run time. */
static EmberProfile *
new_profile_without_map (void)
{
  AddressProfile recording;
  EmberUnresolved facts = { .reason = EMBER_UNRESOLVED_NOT_FOUND, .n_frames = 1, .share = 1.0 };
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree EmberStackId *map = NULL;
  EmberTreeBuilder *builder;

  address_profile_begin (&recording, 7);
  facts.image = address_profile_add_image (&recording, EMBER_IMAGE_PERF_MAP, "/tmp/perf-7.map", 0);
  profile = address_profile_end (&recording);
  builder = ember_tree_builder_new (profile);
  map = g_new0 (EmberStackId, ember_stacks_get_n (ember_profile_get_stacks (profile)));
  ember_tree_builder_map_stacks (builder, map);
  ember_tree_builder_add_unresolved (builder, &facts);
  return ember_tree_builder_freeze (builder, false);
}

static void
test_a_sandbox_can_be_opened_for_maps (void)
{
  char *root = temp_folder_new ();
  g_autofree char *info = g_build_filename (root, ".flatpak-info", NULL);
  g_autoptr (EmberProfile) profile = new_profile_without_map ();
  g_autofree char *outside = ember_naming_dup_sandbox_command (root, profile);
  g_autofree char *closed = NULL;
  g_autofree char *open = NULL;

  g_assert_true (ember_naming_sees_maps (root));
  g_assert_true (g_file_set_contents (info, "", 0, NULL));
  g_assert_false (ember_naming_sees_maps (root));
  closed = ember_naming_dup_sandbox_command (root, profile);
  g_assert_true (g_file_set_contents (info, "[Context]\nfilesystems=/tmp:ro;\n", -1, NULL));
  g_assert_true (ember_naming_sees_maps (root));
  open = ember_naming_dup_sandbox_command (root, profile);
  temp_folder_delete (root);
  g_assert_null (outside);
  g_assert_cmpstr (closed, ==, "flatpak override --user --filesystem=host-os:ro --filesystem=/tmp:ro io.github.emberscope.Emberscope");
  g_assert_cmpstr (open, ==, "flatpak override --user --filesystem=host-os:ro io.github.emberscope.Emberscope");
}

static void
test_a_sandbox_that_sees_nothing_can_be_opened (void)
{
  char *root = temp_folder_new ();
  g_autofree char *info = g_build_filename (root, ".flatpak-info", NULL);
  g_autofree char *programs = g_build_filename (root, "run/host/usr/bin", NULL);
  g_autofree char *outside = ember_naming_dup_sandbox_command (root, NULL);
  g_autofree char *closed = NULL;
  g_autofree char *open = NULL;

  g_assert_true (g_file_set_contents (info, "", 0, NULL));
  closed = ember_naming_dup_sandbox_command (root, NULL);
  g_assert_cmpint (g_mkdir_with_parents (programs, 0700), ==, 0);
  open = ember_naming_dup_sandbox_command (root, NULL);
  temp_folder_delete (root);
  g_assert_null (outside);
  g_assert_cmpstr (closed, ==, "flatpak override --user --filesystem=host-os:ro io.github.emberscope.Emberscope");
  g_assert_null (open);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/naming/names-come-on-the-callers-context", test_names_come_on_the_callers_context);
  g_test_add_func ("/naming/cancelled-naming-brings-nothing", test_cancelled_naming_brings_nothing);
  g_test_add_func ("/naming/images-with-addresses-are-counted", test_images_with_addresses_are_counted);
  g_test_add_func ("/naming/a-sandbox-can-be-opened-for-maps", test_a_sandbox_can_be_opened_for_maps);
  g_test_add_func ("/naming/a-sandbox-that-sees-nothing-can-be-opened", test_a_sandbox_that_sees_nothing_can_be_opened);
  return g_test_run ();
}

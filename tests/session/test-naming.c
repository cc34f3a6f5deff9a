/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/naming.h"

#include "support/address-profile.h"

/* One sample in a program that does not exist. */
static EmberProfile *
new_profile (void)
{
  AddressProfile recording;
  EmberImageId image;

  address_profile_begin (&recording, 1);
  image = address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/nonexistent/app", 0);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 4096), 1);
  return address_profile_end (&recording);
}

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
  g_autoptr (EmberProfile) profile = new_profile ();
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
  g_autoptr (EmberProfile) profile = new_profile ();
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
  g_autoptr (EmberProfile) profile = new_profile ();
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

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/naming/names-come-on-the-callers-context", test_names_come_on_the_callers_context);
  g_test_add_func ("/naming/cancelled-naming-brings-nothing", test_cancelled_naming_brings_nothing);
  g_test_add_func ("/naming/images-with-addresses-are-counted", test_images_with_addresses_are_counted);
  return g_test_run ();
}

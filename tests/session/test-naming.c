/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/naming.h"

#include "profile/profile-builder.h"

/* One sample in a program that does not exist. */
static EmberProfile *
new_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberStringId path = ember_profile_builder_add_string (builder, "/nonexistent/app", -1);
  const EmberThread thread = { .pid = 1, .tid = 1, .comm = path };
  const EmberImage image = { .kind = EMBER_IMAGE_ELF, .path = path, .pid = -1 };
  EmberFrame frame = { .name = path, .module = path, .address = 4096, .kind = EMBER_FRAME_UNKNOWN };
  EmberSample sample = { .time_ns = 1, .cpu = -1, .weight = 1 };

  frame.image = ember_profile_builder_add_image (builder, &image);
  sample.thread = ember_profile_builder_add_thread (builder, &thread);
  sample.event = ember_profile_builder_add_event (builder, path, false);
  sample.stack = ember_profile_builder_add_call (builder, ember_profile_builder_add_comm (builder, path),
                                                 ember_profile_builder_add_frame (builder, &frame));
  ember_profile_builder_add_sample (builder, &sample);
  return ember_profile_builder_freeze (builder);
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
  ember_naming_async (profile, progress, NULL, done_cb, &outcome);
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
  ember_naming_async (profile, NULL, cancellable, done_cb, &outcome);
  wait_for (&outcome);
  g_assert_null (outcome.named);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/naming/names-come-on-the-callers-context", test_names_come_on_the_callers_context);
  g_test_add_func ("/naming/cancelled-naming-brings-nothing", test_cancelled_naming_brings_nothing);
  return g_test_run ();
}

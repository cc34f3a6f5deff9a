/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/event-choice.h"

#include "profile/profile-builder.h"
#include "support/small-profile.h"

/* One sample of each event, a sample more of each following one. */
static EmberProfile *
profile_of (const char *const *events)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t i = 0; events[i] != NULL; i++)
    for (uint32_t j = 0; j <= i; j++)
      small_profile_add (builder, 10 * i + j, "a", 1, events[i], "main", 1);
  return ember_profile_builder_freeze (builder);
}

static void
assert_choices (const char *const *events,
                const char *expected)
{
  g_autoptr (EmberProfile) profile = profile_of (events);
  g_autoptr (GPtrArray) choices = ember_event_choices_new (profile);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < choices->len; i++)
    {
      const EmberEventChoice *choice = g_ptr_array_index (choices, i);

      g_string_append_printf (text, "%s%s=%" G_GUINT64_FORMAT, i > 0 ? ", " : "", choice->name, choice->n_samples);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_events_are_offered_in_the_order_of_the_file (void)
{
  assert_choices ((const char *const[]){ "cycles", "instructions", NULL }, "cycles=1, instructions=2");
}

static void
test_hybrid_events_are_joined (void)
{
  assert_choices ((const char *const[]){ "cpu_core/cycles/", "cpu_atom/cycles/", NULL },
                  "cycles=3, cpu_core/cycles/=1, cpu_atom/cycles/=2");
  assert_choices ((const char *const[]){ "cpu_atom/cycles/P", "cpu_core/cycles/P", NULL },
                  "cycles:P=3, cpu_atom/cycles/P=1, cpu_core/cycles/P=2");
  assert_choices ((const char *const[]){ "cpu_atom/cycles/:u", "cpu_core/cycles/:u", NULL },
                  "cycles:u=3, cpu_atom/cycles/:u=1, cpu_core/cycles/:u=2");
}

static void
test_a_lone_hybrid_event_stays_alone (void)
{
  assert_choices ((const char *const[]){ "cpu_core/cycles/", "page-faults", "cpu_core/", NULL },
                  "cpu_core/cycles/=1, page-faults=2, cpu_core/=3");
}

static void
test_without_a_name_the_first_samples_event_is_found (void)
{
  g_autoptr (EmberProfile) plain = profile_of ((const char *const[]){ "faults", "cpu_core/cycles/", "cpu_atom/cycles/", NULL });
  g_autoptr (EmberProfile) hybrid = profile_of ((const char *const[]){ "cpu_core/cycles/", "faults", "cpu_atom/cycles/", NULL });
  g_autoptr (EmberEventChoice) first = ember_event_choice_find (plain, NULL);
  g_autoptr (EmberEventChoice) joined = ember_event_choice_find (hybrid, NULL);

  g_assert_cmpstr (first->name, ==, "faults");
  g_assert_cmpstr (joined->name, ==, "cycles");
}

static void
test_all_is_every_event (void)
{
  g_autoptr (EmberProfile) profile = profile_of ((const char *const[]){ "a", "b", "c", NULL });
  g_autoptr (EmberEventChoice) all = ember_event_choice_find (profile, "all");

  g_assert_cmpuint (all->n_events, ==, 3);
  g_assert_cmpuint (all->n_samples, ==, 6);
  g_assert_null (ember_event_choice_find (profile, "d"));
}

static void
test_idle_samples_are_counted_apart (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "swapper", 0, "a", "do_idle@[kernel.kallsyms]", 1);
  small_profile_add (builder, 2, "swapper", 0, "b", "do_idle@[kernel.kallsyms]", 1);
  small_profile_add (builder, 3, "swapper", 0, "a", "do_idle@[kernel.kallsyms]", 1);
  small_profile_add (builder, 4, "app", 1, "a", "main", 1);
  {
    g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
    g_autoptr (EmberEventChoice) one = ember_event_choice_find (profile, "a");
    g_autoptr (EmberEventChoice) all = ember_event_choice_find (profile, "all");

    g_assert_cmpuint (one->n_samples, ==, 3);
    g_assert_cmpuint (one->n_idle, ==, 2);
    g_assert_cmpuint (all->n_idle, ==, 3);
  }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-choice/events-are-offered-in-the-order-of-the-file", test_events_are_offered_in_the_order_of_the_file);
  g_test_add_func ("/event-choice/hybrid-events-are-joined", test_hybrid_events_are_joined);
  g_test_add_func ("/event-choice/a-lone-hybrid-event-stays-alone", test_a_lone_hybrid_event_stays_alone);
  g_test_add_func ("/event-choice/without-a-name-the-first-samples-event-is-found", test_without_a_name_the_first_samples_event_is_found);
  g_test_add_func ("/event-choice/all-is-every-event", test_all_is_every_event);
  g_test_add_func ("/event-choice/idle-samples-are-counted-apart", test_idle_samples_are_counted_apart);
  return g_test_run ();
}

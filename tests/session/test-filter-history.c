/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/filter-history.h"

static EmberFilter *
filter_of_pid (int32_t pid)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();

  return ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_PROCESS, .is_enabled = true, .number = pid });
}

static void
push_pid (EmberFilterHistory *history,
          int32_t pid)
{
  g_autoptr (EmberFilter) filter = filter_of_pid (pid);

  g_assert_true (ember_filter_history_push (history, filter));
}

static void
assert_pid (const EmberFilterHistory *history,
            int32_t pid)
{
  const EmberFilter *filter = ember_filter_history_get (history);

  g_assert_cmpuint (ember_filter_get_n (filter), ==, 1);
  g_assert_cmpint (ember_filter_get (filter, 0)->number, ==, pid);
}

static void
test_the_first_filter_is_empty (void)
{
  g_autoptr (EmberFilterHistory) history = ember_filter_history_new ();

  g_assert_cmpuint (ember_filter_get_n (ember_filter_history_get (history)), ==, 0);
  g_assert_false (ember_filter_history_undo (history));
  g_assert_false (ember_filter_history_redo (history));
}

static void
test_steps_go_back_and_forth_in_order (void)
{
  g_autoptr (EmberFilterHistory) history = ember_filter_history_new ();

  for (int32_t pid = 1; pid <= 3; pid++)
    push_pid (history, pid);
  g_assert_true (ember_filter_history_undo (history));
  assert_pid (history, 2);
  g_assert_true (ember_filter_history_undo (history));
  assert_pid (history, 1);
  g_assert_true (ember_filter_history_redo (history));
  assert_pid (history, 2);
  g_assert_true (ember_filter_history_redo (history));
  assert_pid (history, 3);
  g_assert_false (ember_filter_history_redo (history));
}

static void
test_a_new_filter_ends_what_was_taken_back (void)
{
  g_autoptr (EmberFilterHistory) history = ember_filter_history_new ();

  push_pid (history, 1);
  push_pid (history, 2);
  g_assert_true (ember_filter_history_undo (history));
  push_pid (history, 3);
  g_assert_false (ember_filter_history_can_redo (history));
  g_assert_true (ember_filter_history_undo (history));
  assert_pid (history, 1);
}

static void
test_the_same_filter_is_no_step (void)
{
  g_autoptr (EmberFilterHistory) history = ember_filter_history_new ();
  g_autoptr (EmberFilter) same = filter_of_pid (5);

  push_pid (history, 5);
  g_assert_false (ember_filter_history_push (history, same));
  g_assert_true (ember_filter_history_undo (history));
  g_assert_false (ember_filter_history_can_undo (history));
  g_assert_true (ember_filter_history_can_redo (history));
}

static void
test_of_very_many_steps_the_oldest_are_forgotten (void)
{
  g_autoptr (EmberFilterHistory) history = ember_filter_history_new ();
  int32_t n_steps = 0;

  for (int32_t pid = 1; pid <= 3000; pid++)
    push_pid (history, pid);
  assert_pid (history, 3000);
  while (ember_filter_history_undo (history))
    n_steps++;
  g_assert_cmpint (n_steps, >=, 100);
  g_assert_cmpint (n_steps, <, 3000);
  assert_pid (history, 3000 - n_steps);
}

static void
test_what_is_amended_was_always_so (void)
{
  g_autoptr (EmberFilterHistory) history = ember_filter_history_new ();
  g_autoptr (EmberFilter) other = filter_of_pid (7);

  push_pid (history, 1);
  push_pid (history, 2);
  g_assert_true (ember_filter_history_undo (history));
  ember_filter_history_amend (history, other);
  assert_pid (history, 7);
  g_assert_true (ember_filter_history_redo (history));
  assert_pid (history, 2);
  g_assert_true (ember_filter_history_undo (history));
  assert_pid (history, 7);
}

static void
test_a_reset_leaves_nothing (void)
{
  g_autoptr (EmberFilterHistory) history = ember_filter_history_new ();
  g_autoptr (EmberFilter) nothing = ember_filter_new ();

  push_pid (history, 1);
  push_pid (history, 2);
  g_assert_true (ember_filter_history_undo (history));
  ember_filter_history_reset (history, nothing);
  g_assert_cmpuint (ember_filter_get_n (ember_filter_history_get (history)), ==, 0);
  g_assert_false (ember_filter_history_can_undo (history));
  g_assert_false (ember_filter_history_can_redo (history));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-history/the-first-filter-is-empty", test_the_first_filter_is_empty);
  g_test_add_func ("/filter-history/steps-go-back-and-forth-in-order", test_steps_go_back_and_forth_in_order);
  g_test_add_func ("/filter-history/a-new-filter-ends-what-was-taken-back", test_a_new_filter_ends_what_was_taken_back);
  g_test_add_func ("/filter-history/the-same-filter-is-no-step", test_the_same_filter_is_no_step);
  g_test_add_func ("/filter-history/of-very-many-steps-the-oldest-are-forgotten", test_of_very_many_steps_the_oldest_are_forgotten);
  g_test_add_func ("/filter-history/what-is-amended-was-always-so", test_what_is_amended_was_always_so);
  g_test_add_func ("/filter-history/a-reset-leaves-nothing", test_a_reset_leaves_nothing);
  return g_test_run ();
}

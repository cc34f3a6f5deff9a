/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/idle.h"

static void
test_pid_zero_is_the_idle_task (void)
{
  g_assert_true (ember_idle_is_idle_task (&(EmberThread){ 0, 0, 0 }));
  g_assert_true (ember_idle_is_idle_task (&(EmberThread){ 0, 3, 0 }));
  g_assert_true (ember_idle_is_idle_task (&(EmberThread){ -1, 0, 0 }));
  g_assert_false (ember_idle_is_idle_task (&(EmberThread){ -1, -1, 0 }));
  g_assert_false (ember_idle_is_idle_task (&(EmberThread){ 7, 0, 0 }));
}

static void
test_idle_functions_are_known_by_their_beginning (void)
{
  static const char *const idle[] = { "do_idle", "default_idle", "native_safe_halt", "cpuidle_enter_state", "mwait_idle_with_hints.constprop.0", "intel_idle_irq", "pv_native_safe_halt", "pvm_safe_halt_hc" };
  static const char *const busy[] = { "", "main", "irq_exit_rcu", "__softirqentry_text_start", "idle_balance", "net_rx_action" };

  for (size_t i = 0; i < G_N_ELEMENTS (idle); i++)
    g_assert_true (ember_idle_is_idle_leaf (idle[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (busy); i++)
    g_assert_false (ember_idle_is_idle_leaf (busy[i]));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idle/pid-zero-is-the-idle-task", test_pid_zero_is_the_idle_task);
  g_test_add_func ("/idle/idle-functions-are-known-by-their-beginning", test_idle_functions_are_known_by_their_beginning);
  return g_test_run ();
}

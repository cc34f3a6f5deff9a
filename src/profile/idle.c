/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/idle.h"

/* What the kernels of the last fifteen years call the functions in which an
 * idle CPU sits. A name counts if it begins with one of these. */
static const char *const idle_prefixes[] = {
  "acpi_idle_",
  "acpi_processor_ffh_cstate_enter",
  "acpi_safe_halt",
  "amd_e400_idle",
  "arch_cpu_idle",
  "cpu_do_idle",
  "cpu_idle",
  "cpu_startup_entry",
  "cpuidle_",
  "default_idle",
  "do_idle",
  "enabled_wait",
  "haltpoll_enter_idle",
  "intel_idle",
  "io_idle",
  "mwait_idle",
  "native_halt",
  "native_safe_halt",
  "poll_idle",
  "psci_cpu_suspend_enter",
  "pseries_dedicated_idle",
  "psw_idle",
  "pv_native_safe_halt",
  "pvm_safe_halt",
  "shared_cede_loop",
  "snooze_loop",
  "tdx_safe_halt",
  "xen_hypercall_sched_op",
  "xen_safe_halt",
};

bool
ember_idle_is_idle_task (const EmberThread *thread)
{
  return thread->pid == 0 || (thread->pid == -1 && thread->tid == 0);
}

bool
ember_idle_is_idle_leaf (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (idle_prefixes); i++)
    if (g_str_has_prefix (name, idle_prefixes[i]))
      return true;
  return false;
}

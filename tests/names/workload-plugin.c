/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The library that the workload loads. */

void plugin_run (int n_rounds);

static volatile double sink;

__attribute__ ((noinline)) static void
work_in_plugin (int n)
{
  for (int i = 0; i < n * 1000; i++)
    sink += i * 0.25;
}

void
plugin_run (int n_rounds)
{
  for (int i = 0; i < n_rounds; i++)
    work_in_plugin (80);
  sink += 1;
}

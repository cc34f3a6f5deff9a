/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/perf-script-text.h"

#include "support/captured-output.h"
#include "support/small-profile.h"

static void
test_samples_stand_as_perf_prints_them (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autofree char *text = NULL;
  EmberOutput output;

  ember_profile_builder_add_fact (builder, "hostname", "here");
  small_profile_add (builder, 2000000030, "a b", 5, "cycles", "main@/bin/x;f@/bin/x", 7);
  small_profile_add (builder, 10, "swapper", 0, "cycles", "do_idle@[kernel]", 7);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  captured_output_begin (&output);
  ember_perf_script_text_write (&output, set, EMBER_TIME_RANGE_ALL);
  text = captured_output_end (&output);
  g_assert_cmpstr (text, ==,
                   "# ========\n"
                   "# hostname : here\n"
                   "# ========\n"
                   "#\n"
                   "swapper 0/0 [000] 0.000000010: 7 cycles: \n"
                   "\t               0 do_idle ([kernel])\n"
                   "\n"
                   "a b 5/5 [001] 2.000000030: 7 cycles: \n"
                   "\t               0 f (/bin/x)\n"
                   "\t               0 main (/bin/x)\n"
                   "\n");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-script-text/samples-stand-as-perf-prints-them", test_samples_stand_as_perf_prints_them);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-frame.h"

#include <glib.h>
#include <string.h>

typedef struct
{
  const char *rest;
  const char *name;
  const char *module;
  EmberFrameKind kind;
} Case;

static void
test_symbols_and_modules_are_told_apart (void)
{
  static const Case cases[] = {
    { "main+0x1f (/bin/a)", "main", "/bin/a", EMBER_FRAME_USER },
    { "main (/bin/a)", "main", "/bin/a", EMBER_FRAME_USER },
    { "main+0x1f", "main", "", EMBER_FRAME_USER },
    { "_start+0xffff018fd5dce000 (/usr/lib/ld.so)", "_start", "/usr/lib/ld.so", EMBER_FRAME_USER },
    { "x+0xz (/bin/a)", "x+0xz", "/bin/a", EMBER_FRAME_USER },
    { "operator()(int) (/bin/a)", "operator()(int)", "/bin/a", EMBER_FRAME_USER },
    { "operator new(unsigned long)", "operator new(unsigned long)", "", EMBER_FRAME_USER },
    { "(anonymous namespace)::run() const (/bin/a)", "(anonymous namespace)::run() const", "/bin/a", EMBER_FRAME_USER },
    { "x (/memfd:x (deleted))", "x", "/memfd:x (deleted)", EMBER_FRAME_JIT },
    { "x (/opt/My App (x86)/lib.so)", "x", "/opt/My App (x86)/lib.so", EMBER_FRAME_USER },
    { "x (/a)b)", "x", "/a)b", EMBER_FRAME_USER },
    { "x (/a(b)", "x", "/a(b", EMBER_FRAME_USER },
    { "a->b->c (/tmp/perf-12.map)", "a->b->c", "/tmp/perf-12.map", EMBER_FRAME_JIT },
    { "Foo (jitted-1-2.so)", "Foo", "jitted-1-2.so", EMBER_FRAME_JIT },
    { "Foo (//anon)", "Foo", "//anon", EMBER_FRAME_JIT },
    { "read ([kernel.kallsyms])", "read", "[kernel.kallsyms]", EMBER_FRAME_KERNEL },
    { "read ([nf_conntrack])", "read", "[nf_conntrack]", EMBER_FRAME_KERNEL },
    { "read (/lib/modules/6.1/build/vmlinux)", "read", "/lib/modules/6.1/build/vmlinux", EMBER_FRAME_KERNEL },
    { "read (/lib/modules/6.1/x.ko)", "read", "/lib/modules/6.1/x.ko", EMBER_FRAME_KERNEL },
    { "__vdso_gettimeofday ([vdso])", "__vdso_gettimeofday", "[vdso]", EMBER_FRAME_USER },
    { "main ([unknown])", "main", "[unknown]", EMBER_FRAME_USER },
    { "[unknown] ([kernel.kallsyms])", "[unknown]", "[kernel.kallsyms]", EMBER_FRAME_UNKNOWN },
    { "(/lib/libc.so)", "", "/lib/libc.so", EMBER_FRAME_UNKNOWN },
    { "", "", "", EMBER_FRAME_UNKNOWN },
    { "in<T>(int) (inlined)", "in<T>(int)", "", EMBER_FRAME_INLINED },
    { "libX.so[+29c3f0] (/vendor/libX.so)", "libX.so[+29c3f0]", "/vendor/libX.so", EMBER_FRAME_USER },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EmberPerfScriptFrame frame;

      g_test_message ("%s", cases[i].rest);
      ember_perf_script_frame_parse_symbol (&frame, cases[i].rest, cases[i].rest + strlen (cases[i].rest));
      g_assert_cmpmem (frame.name, frame.n_name, cases[i].name, strlen (cases[i].name));
      g_assert_cmpmem (frame.module, frame.n_module, cases[i].module, strlen (cases[i].module));
      g_assert_cmpint (frame.kind, ==, cases[i].kind);
    }
}

static void
assert_address (const char *line,
                bool has_address,
                uint64_t expected,
                const char *expected_rest)
{
  uint64_t address = 0;
  const char *rest;

  g_assert_cmpint (ember_perf_script_frame_parse_address (line, line + strlen (line), &address, &rest), ==, has_address);
  g_assert_cmpstr (rest, ==, expected_rest);
  if (has_address)
    g_assert_cmpuint (address, ==, expected);
}

static void
test_the_address_comes_first (void)
{
  assert_address ("\t    7fff main (x)", true, 0x7fff, "main (x)");
  assert_address ("ffffffffffffffff x", true, UINT64_MAX, "x");
  assert_address ("1ffffffffffffffff x", false, 0, "1ffffffffffffffff x");
  assert_address ("  4a", true, 0x4a, "");
  assert_address ("  main (x)", false, 0, "main (x)");
  assert_address ("  add-one (x)", false, 0, "add-one (x)");
}

static void
assert_found (const char *text,
              int64_t expected_offset)
{
  const char *found = ember_perf_script_frame_find (text, text + strlen (text));

  g_assert_cmpint (found != NULL ? found - text : -1, ==, expected_offset);
}

static void
test_a_frame_behind_text_stands_in_its_column (void)
{
  assert_found ("      7fa3c5405a26 [unknown] (/usr/lib/libz.so)", 0);
  assert_found (" ffffffff82265488 __schedule+0x628", 0);
  assert_found (" 7f f (m)", 0);
  assert_found (" prev=1 next=2 ffffffff82265488 __schedule+0x628 ([kernel.kallsyms])", 14);
  assert_found (" prev=1 add f (m)", -1);
  assert_found (" prev=1", -1);
  assert_found ("", -1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-script-frame/symbols-and-modules-are-told-apart", test_symbols_and_modules_are_told_apart);
  g_test_add_func ("/perf-script-frame/the-address-comes-first", test_the_address_comes_first);
  g_test_add_func ("/perf-script-frame/a-frame-behind-text-stands-in-its-column", test_a_frame_behind_text_stands_in_its_column);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/symbol-name.h"

#include <glib.h>

static const struct
{
  const char *raw;
  const char *wanted; /* NULL: stays as it is */
} cases[] = {
  { "main", NULL },
  { "_ZN2ns1fEi", "ns::f" },
  { "_ZNSt6vectorIiSaIiEE9push_backERKi", "std::vector<int, std::allocator<int> >::push_back" },
  { "_ZN2ns1fEi@plt", "ns::f@plt" },
  { "_ZN2ns1fEi.cold", "ns::f [clone .cold]" },
  { "_ZN4core3fmt5write17h0123456789abcdefE", "core::fmt::write" },
  { "_ZTV1A", "vtable for A" },
  { "_Znotreallymangled", NULL },
  { "_RNvC7mycrate3foo", "mycrate::foo" },
  { "_D3std5stdio7writelnFZv", "std.stdio.writeln" },
  { "_D3std5stdio__T7writelnTAyaZQoFNfAyaZv", "std.stdio.writeln!(...)" },
  { "_D3std4conv15__T4textTAyaTiZ4textFNaNfAyaiZQBe", "std.conv.text!(...).text" },
  { "_D3app3fooQe3barFZv", "app.foo.foo.bar" },
  { "_D3appQz3barFZv", "app" },
  { "_D3appQ", "app" },
  { "_D3app__T", "app" },
  { "_D99app", NULL },
  { "_Dmain", NULL },
  { "camlStdlib__List__map_123", "Stdlib.List.map_123" },
  { "camlFoo__$3d$3d_4", "Foo.==_4" },
  { "caml_main", NULL },
  { "Lcom/example/Main;run(ILjava/lang/String;[J)V", "com.example.Main.run(int, java.lang.String, long[])" },
  { "Ljava/lang/String;::hashCode", "java.lang.String.hashCode" },
  { "Ljava/lang/String;::", NULL },
  { "Lcom/example/Main;broken(Q)V", NULL },
  { "L1;", NULL },
  { "@", NULL },
  { "", NULL },
};

static void
test_names_are_made_readable (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = ember_symbol_name_dup (cases[i].raw);

      g_assert_cmpstr (name, ==, cases[i].wanted);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/symbol-name/names-are-made-readable", test_names_are_made_readable);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/cxx-name.h"

#include <glib.h>

static const struct
{
  const char *whole;
  const char *wanted;
} cases[] = {
  { "main", "main" },
  { "f()", "f" },
  { "ns::f(int, std::vector<int (*)(char)>) const", "ns::f" },
  { "void ns::f<int>(int)", "ns::f<int>" },
  { "std::map<int, char>::operator[](int const&) &&", "std::map<int, char>::operator[]" },
  { "A::operator()(int) const", "A::operator()" },
  { "std::basic_ostream<char>& std::operator<< <char>(std::basic_ostream<char>&, char)", "std::operator<< <char>" },
  { "A::operator bool() const", "A::operator bool" },
  { "operator new(unsigned long)", "operator new" },
  { "(anonymous namespace)::f(int)", "(anonymous namespace)::f" },
  { "void (anonymous namespace)::f<int>(int)", "(anonymous namespace)::f<int>" },
  { "f(int)::{lambda(int)#1}::operator()(int) const", "f(int)::{lambda(int)#1}::operator()" },
  { "unsigned long std::max<unsigned long>(unsigned long const&)", "std::max<unsigned long>" },
  { "std::vector<int>::~vector()", "std::vector<int>::~vector" },
  { "f(int) [clone .cold]", "f [clone .cold]" },
  { "vtable for A", "vtable for A" },
  { "non-virtual thunk to A::f(int)", "non-virtual thunk to A::f(int)" },
  { "void std::sort<int*, f(double, double)::{lambda()#1}>(int*)", "std::sort<int*, f(double, double)::{lambda()#1}>" },
  { "", "" },
  { ")", ")" },
  { "()", "()" },
};

static void
test_parameters_and_results_are_left_out (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = ember_cxx_name_dup_short (cases[i].whole);

      g_assert_cmpstr (name, ==, cases[i].wanted);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cxx-name/parameters-and-results-are-left-out", test_parameters_and_results_are_left_out);
  return g_test_run ();
}

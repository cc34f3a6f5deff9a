/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/escaped-text.h"

#include <glib.h>

static void
test_texts_come_back (void)
{
  static const struct
  {
    const char *text;
    const char *escaped;
  } cases[] = {
    { "", "" },
    { "plain ü", "plain ü" },
    { "100 %", "100 %25" },
    { "%41", "%2541" },
    { "a\xff\xfe;", "a%FF%FE;" },
    { "\xe4\xb8", "%E4%B8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = ember_escaped_text_escape (cases[i].text);
      g_autofree char *again = ember_escaped_text_unescape (escaped);

      g_assert_cmpstr (escaped, ==, cases[i].escaped);
      g_assert_true (g_utf8_validate (escaped, -1, NULL));
      g_assert_cmpstr (again, ==, cases[i].text);
    }
}

static void
test_what_is_no_escape_stands_for_itself (void)
{
  static const char *const texts[] = { "%", "%4", "%zz", "%00", "50 % off" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *plain = ember_escaped_text_unescape (texts[i]);

      g_assert_cmpstr (plain, ==, texts[i]);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/escaped-text/texts-come-back", test_texts_come_back);
  g_test_add_func ("/escaped-text/what-is-no-escape-stands-for-itself", test_what_is_no_escape_stands_for_itself);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-text.h"

#include <string.h>

#include "analysis/filter-words.h"
#include "profile/profile-builder.h"

static void
assert_parses (const char *text,
               EmberFilterKind kind,
               EmberMatch match,
               bool is_excluding,
               int32_t number,
               const char *value)
{
  EmberFilterCondition condition = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (ember_filter_text_parse (text, &condition, &error));
  g_assert_no_error (error);
  g_assert_cmpint (condition.kind, ==, kind);
  g_assert_cmpint (condition.match, ==, match);
  g_assert_cmpint (condition.is_excluding, ==, is_excluding);
  g_assert_true (condition.is_enabled);
  g_assert_cmpint (condition.number, ==, number);
  g_assert_cmpstr (condition.text, ==, value);
  g_free (condition.text);
}

static void
test_each_kind_and_operator_is_read (void)
{
  assert_parses ("pid=12", EMBER_FILTER_PROCESS, EMBER_MATCH_WHOLE, false, 12, NULL);
  assert_parses ("tid!=34", EMBER_FILTER_THREAD, EMBER_MATCH_WHOLE, true, 34, NULL);
  assert_parses ("cpu=-1", EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, false, -1, NULL);
  assert_parses ("pid=2147483647", EMBER_FILTER_PROCESS, EMBER_MATCH_WHOLE, false, INT32_MAX, NULL);
  assert_parses ("comm=my app = x", EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, false, 0, "my app = x");
  assert_parses ("comm==x", EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, false, 0, "=x");
  assert_parses ("comm!=", EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, true, 0, "");
  assert_parses ("frame=memcpy", EMBER_FILTER_FRAME, EMBER_MATCH_PART, false, 0, "memcpy");
  assert_parses ("frame!=memcpy", EMBER_FILTER_FRAME, EMBER_MATCH_PART, true, 0, "memcpy");
  assert_parses ("frame==main", EMBER_FILTER_FRAME, EMBER_MATCH_WHOLE, false, 0, "main");
  assert_parses ("module!==/lib/x.so", EMBER_FILTER_MODULE, EMBER_MATCH_WHOLE, true, 0, "/lib/x.so");
  assert_parses ("frame~^a|b$", EMBER_FILTER_FRAME, EMBER_MATCH_REGEX, false, 0, "^a|b$");
  assert_parses ("module!~[0-9]", EMBER_FILTER_MODULE, EMBER_MATCH_REGEX, true, 0, "[0-9]");
  assert_parses ("frame=~x", EMBER_FILTER_FRAME, EMBER_MATCH_PART, false, 0, "~x");
}

static void
assert_fails (const char *text,
              GQuark domain,
              const char *part)
{
  EmberFilterCondition condition = { .text = NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (ember_filter_text_parse (text, &condition, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == domain);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (condition.text);
}

static void
test_what_is_no_filter_is_refused_with_a_reason (void)
{
  const char *const none[] = { "", "=", "java", "PID=1", "pids=1", "frames=x", " pid=1" };
  const char *const no_operator[] = { "pid", "pid 1", "pid~1", "pid!", "comm~x", "frame", "frame!", "frame>x", "cpu!~1" };
  const char *const no_number[] = { "pid=", "pid=x", "pid=-2", "pid=+1", "pid=1 ", "tid=0x10", "cpu=2147483648", "cpu=99999999999999999999", "pid==1" };

  for (size_t i = 0; i < G_N_ELEMENTS (none); i++)
    assert_fails (none[i], G_OPTION_ERROR, "begin with");
  for (size_t i = 0; i < G_N_ELEMENTS (no_operator); i++)
    assert_fails (no_operator[i], G_OPTION_ERROR, "after the first word");
  for (size_t i = 0; i < G_N_ELEMENTS (no_number); i++)
    assert_fails (no_number[i], G_OPTION_ERROR, "number");
  assert_fails ("frame=", G_OPTION_ERROR, "empty");
  assert_fails ("module~", G_OPTION_ERROR, "empty");
  assert_fails ("frame=\xff", G_OPTION_ERROR, "UTF-8");
  assert_fails ("frame~(", G_REGEX_ERROR, "");
}

/* What was formatted asks the same question when it is read again. */
static void
test_formatting_and_reading_are_inverses (void)
{
  const char *const texts[] = { "a", "=a", "==", "~a", "!", "a b\"c'", "\xc3\xa4" };

  for (int kind = EMBER_FILTER_PROCESS; kind <= EMBER_FILTER_MODULE; kind++)
    for (int match = EMBER_MATCH_WHOLE; match <= EMBER_MATCH_REGEX; match++)
      for (int bits = 0; bits < 2 * (int) G_N_ELEMENTS (texts); bits++)
        {
          const bool is_stack = kind >= EMBER_FILTER_FRAME;
          const bool has_text = is_stack || kind == EMBER_FILTER_COMM;
          const EmberFilterCondition condition = {
            .kind = (EmberFilterKind) kind,
            .match = is_stack ? (EmberMatch) match : EMBER_MATCH_WHOLE,
            .is_excluding = bits % 2 == 1,
            .is_enabled = true,
            .number = has_text ? 0 : bits - 1,
            .text = has_text ? (char *) texts[bits / 2] : NULL,
          };
          g_autofree char *text = ember_filter_text_format (&condition);
          EmberFilterCondition again;
          g_autoptr (GError) error = NULL;

          g_assert_true (ember_filter_text_parse (text, &again, &error));
          g_assert_cmpint (again.kind, ==, condition.kind);
          g_assert_cmpint (again.is_excluding, ==, condition.is_excluding);
          g_assert_cmpint (again.number, ==, condition.number);
          if (again.match == condition.match)
            {
              g_assert_cmpstr (again.text, ==, condition.text);
            }
          else
            {
              g_autofree char *escaped = g_regex_escape_string (condition.text, -1);

              g_assert_cmpint (condition.match, ==, EMBER_MATCH_PART);
              g_assert_cmpint (again.match, ==, EMBER_MATCH_REGEX);
              g_assert_cmpstr (again.text, ==, escaped);
            }
          g_free (again.text);
        }
}

static char *
dup_words (const char *text)
{
  EmberFilterCondition condition;
  char *words;

  g_assert_true (ember_filter_text_parse (text, &condition, NULL));
  words = ember_filter_words_dup_condition (&condition, NULL);
  g_free (condition.text);
  return words;
}

/* No two questions are said in the same words. */
static void
test_words_tell_conditions_apart (void)
{
  const char *const texts[] = {
    "pid=7", "pid!=7", "tid=7", "tid!=7", "cpu=7", "cpu!=7", "cpu=-1", "comm=7", "comm!=7",
    "frame=7", "frame!=7", "frame==7", "frame!==7", "frame~7", "frame!~7",
    "module=7", "module!=7", "module==7", "module!==7", "module~7", "module!~7"
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (g_hash_table_add (seen, dup_words (texts[i])));
}

static void
add_thread (EmberProfileBuilder *builder,
            int32_t pid,
            int32_t tid,
            const char *comm)
{
  ember_profile_builder_add_thread (builder, &(EmberThread){ pid, tid, ember_profile_builder_add_string (builder, comm, -1) });
}

/* After exec() a thread is called anew; a process is called as its first thread. */
static void
test_words_name_threads_and_processes (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "tid=7", "thread late (7)" },
    { "tid!=8", "without thread worker\xef\xbf\xbd (8)" },
    { "pid=7", "process late (7)" },
    { "pid=8", "process 8" },
    { "tid=9", "thread 9" },
    { "tid=-1", "thread unknown" },
    { "cpu=7", "CPU 7" },
  };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;

  add_thread (builder, 7, 7, "early");
  add_thread (builder, 7, 8, "worker\xff");
  add_thread (builder, 7, 7, "late");
  add_thread (builder, -1, -1, "nobody");
  profile = ember_profile_builder_freeze (builder);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EmberFilterCondition condition;
      g_autofree char *words = NULL;

      g_assert_true (ember_filter_text_parse (cases[i].text, &condition, NULL));
      words = ember_filter_words_dup_condition (&condition, profile);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_free (condition.text);
    }
}

static void
test_words_are_valid_utf8 (void)
{
  g_autofree char *words = dup_words ("comm=a\xff");

  g_assert_true (g_utf8_validate (words, -1, NULL));
}

static void
test_words_of_a_filter_leave_out_what_is_switched_off (void)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) one = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_PROCESS, .is_enabled = true, .number = 7 });
  g_autoptr (EmberFilter) two = ember_filter_with (one, &(EmberFilterCondition){ .kind = EMBER_FILTER_CPU, .is_enabled = true, .is_excluding = true, .number = 3 });
  g_autoptr (EmberFilter) off = ember_filter_with_enabled (two, 0, false);
  g_autoptr (EmberFilter) all_off = ember_filter_with_enabled (off, 1, false);
  g_autofree char *words_of_two = ember_filter_words_dup (two, NULL);
  g_autofree char *words_of_off = ember_filter_words_dup (off, NULL);

  g_assert_cmpstr (words_of_two, ==, "process 7, without CPU 3");
  g_assert_cmpstr (words_of_off, ==, "without CPU 3");
  g_assert_null (ember_filter_words_dup (all_off, NULL));
  g_assert_null (ember_filter_words_dup (nothing, NULL));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-text/each-kind-and-operator-is-read", test_each_kind_and_operator_is_read);
  g_test_add_func ("/filter-text/what-is-no-filter-is-refused-with-a-reason", test_what_is_no_filter_is_refused_with_a_reason);
  g_test_add_func ("/filter-text/formatting-and-reading-are-inverses", test_formatting_and_reading_are_inverses);
  g_test_add_func ("/filter-text/words-tell-conditions-apart", test_words_tell_conditions_apart);
  g_test_add_func ("/filter-text/words-name-threads-and-processes", test_words_name_threads_and_processes);
  g_test_add_func ("/filter-text/words-are-valid-utf8", test_words_are_valid_utf8);
  g_test_add_func ("/filter-text/words-of-a-filter-leave-out-what-is-switched-off", test_words_of_a_filter_leave_out_what_is_switched_off);
  return g_test_run ();
}

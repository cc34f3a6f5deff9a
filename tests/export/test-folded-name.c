/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/folded-name.h"

#include "profile/profile-builder.h"

/* What a frame of this name and module becomes in a line. */
static char *
fold (const char *name,
      const char *module,
      uint64_t address,
      const char *comm,
      EmberFoldedFlags flags)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  GString *line = g_string_new (NULL);
  EmberFrame frame = { .address = address };
  EmberFrameId id;

  frame.name = ember_profile_builder_add_string (builder, name, -1);
  frame.module = ember_profile_builder_add_string (builder, module, -1);
  id = ember_profile_builder_add_frame (builder, &frame);
  profile = ember_profile_builder_freeze (builder);
  ember_folded_append_frame (line, profile, id, comm, flags);
  return g_string_free (line, FALSE);
}

typedef struct
{
  const char *name;
  const char *module;
  const char *comm;
  EmberFoldedFlags flags;
  const char *expected;
} Case;

static void
check (const Case *cases,
       size_t n_cases)
{
  for (size_t i = 0; i < n_cases; i++)
    {
      g_autofree char *line = fold (cases[i].name, cases[i].module, 0xfe12, cases[i].comm, cases[i].flags);

      g_assert_cmpstr (line, ==, cases[i].expected);
    }
}

static void
test_arguments_are_cut (void)
{
  const Case cases[] = {
    { "main", "/bin/a", "a", 0, ";main" },
    { "run(int, char**)", "/bin/a", "a", 0, ";run" },
    { "f(int) const (.part.3)", "/bin/a", "a", 0, ";f" },
    { "(anonymous namespace)::run(int)", "/bin/a", "a", 0, "" },
    { "x::(anonymous namespace)::run(int)", "/bin/a", "a", 0, ";x::(anonymous namespace)::run" },
    { "x::(anonymous namespace)::run", "/bin/a", "a", 0, ";x::(anonymous namespace)::run" },
    { "operator()", "/bin/a", "a", 0, ";operator" },
    { "", "/bin/a", "a", 0, "; " },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_go_methods_keep_their_parentheses (void)
{
  const Case cases[] = {
    { "net/http.(*conn).serve", "/bin/a", "a", 0, ";net/http.(*conn).serve" },
    { "net/http.(*conn)", "/bin/a", "a", 0, ";net/http." },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_signs_with_a_meaning_are_replaced (void)
{
  const Case cases[] = {
    { "Lorg/a;::run", "/bin/a", "a", 0, ";Lorg/a:::run" },
    { "a\"b'c", "/bin/a", "a", 0, ";abc" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_java_classes_lose_their_letter (void)
{
  const Case cases[] = {
    { "Ljava/lang/Thread;::run", "/tmp/perf-1.map", "java", 0, ";java/lang/Thread:::run" },
    { "Ljava/lang/Thread;::run", "/tmp/perf-1.map", "java-worker", 0, ";java/lang/Thread:::run" },
    { "Ljava/lang/Thread;::run", "/tmp/perf-1.map", "mono", 0, ";Ljava/lang/Thread:::run" },
    { "LinearScan::walk", "libjvm.so", "java", 0, ";LinearScan::walk" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_a_process_name_is_no_function (void)
{
  const Case cases[] = { { "(firefox)", "", "a", 0, "" } };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_inlined_functions_follow_their_caller (void)
{
  const Case cases[] = {
    { "La/B;::c->Ld/E;::f->g", "/tmp/perf-1.map", "java", 0, ";a/B:::c;d/E:::f_[i];g_[i]" },
    { "a->b", "[kernel.kallsyms]", "a", EMBER_FOLDED_KERNEL, ";a_[k];b_[i]" },
    { "a->b->", "/bin/a", "a", 0, ";a;b_[i]" },
    { "std::unique_ptr::operator->() const", "/bin/a", "a", 0, ";std::unique_ptr::operator;_[i]" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_the_module_stands_for_an_unknown_function (void)
{
  const Case cases[] = {
    { "[unknown]", "/usr/lib/libfoo.so.1", "a", 0, ";[libfoo.so.1]" },
    { "[unknown]", "[unknown]", "a", 0, ";[unknown]" },
    { "[unknown]", "", "a", 0, ";[unknown]" },
    { "[unknown]", "//anon", "a", 0, ";[anon]" },
    { "[unknown]", "/usr/lib/libfoo.so.1", "a", EMBER_FOLDED_ADDRESSES, ";[libfoo.so.1 <fe12>]" },
    { "[unknown]", "[unknown]", "a", EMBER_FOLDED_ADDRESSES, ";[unknown <fe12>]" },
    { "main", "/bin/a", "a", EMBER_FOLDED_ADDRESSES, ";main" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_kinds_of_code_are_marked_on_demand (void)
{
  const EmberFoldedFlags all = EMBER_FOLDED_KERNEL | EMBER_FOLDED_JIT;
  const Case cases[] = {
    { "do_fork", "[kernel.kallsyms]", "a", 0, ";do_fork" },
    { "do_fork", "[kernel.kallsyms]", "a", EMBER_FOLDED_KERNEL, ";do_fork_[k]" },
    { "do_fork", "/usr/lib/debug/vmlinux", "a", all, ";do_fork_[k]" },
    { "do_fork", "[kernel.kallsyms]", "a", EMBER_FOLDED_JIT, ";do_fork" },
    { "x", "[unknown]", "a", all, ";x" },
    { "x", "/bin/x", "a", all, ";x" },
    { "run", "/tmp/perf-123.map", "a", EMBER_FOLDED_JIT, ";run_[j]" },
    { "run", "/tmp/perf-123.map", "a", all, ";run_[j]" },
    { "run", "/tmp/perf-123.map", "a", EMBER_FOLDED_KERNEL, ";run" },
    { "run", "/tmp/perf-.map", "a", all, ";run" },
    { "run", "/opt/perf-tools/perf-7.map", "a", all, ";run_[j]" },
    { "[unknown]", "/tmp/perf-123.map", "a", all, ";[perf-123.map]_[j]" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_the_comm_tells_process_and_thread_on_demand (void)
{
  const struct
  {
    const char *comm;
    EmberThread thread;
    EmberFoldedFlags flags;
    const char *expected;
  } cases[] = {
    { "java", { 10, 11, 0 }, 0, "java" },
    { "Web Content x", { 10, 11, 0 }, 0, "Web_Content_x" },
    { "java", { 10, 11, 0 }, EMBER_FOLDED_PID, "java-10" },
    { "java", { 10, 11, 0 }, EMBER_FOLDED_TID, "java-10/11" },
    { "java", { 10, 11, 0 }, EMBER_FOLDED_PID | EMBER_FOLDED_TID, "java-10/11" },
    { "java", { -1, 11, 0 }, EMBER_FOLDED_PID, "java-?" },
    { "java", { -1, 11, 0 }, EMBER_FOLDED_TID, "java-?/11" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      ember_folded_append_comm (line, cases[i].comm, &cases[i].thread, cases[i].flags);
      g_assert_cmpstr (line->str, ==, cases[i].expected);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folded-name/arguments-are-cut", test_arguments_are_cut);
  g_test_add_func ("/folded-name/go-methods-keep-their-parentheses", test_go_methods_keep_their_parentheses);
  g_test_add_func ("/folded-name/signs-with-a-meaning-are-replaced", test_signs_with_a_meaning_are_replaced);
  g_test_add_func ("/folded-name/java-classes-lose-their-letter", test_java_classes_lose_their_letter);
  g_test_add_func ("/folded-name/a-process-name-is-no-function", test_a_process_name_is_no_function);
  g_test_add_func ("/folded-name/inlined-functions-follow-their-caller", test_inlined_functions_follow_their_caller);
  g_test_add_func ("/folded-name/the-module-stands-for-an-unknown-function", test_the_module_stands_for_an_unknown_function);
  g_test_add_func ("/folded-name/kinds-of-code-are-marked-on-demand", test_kinds_of_code_are_marked_on_demand);
  g_test_add_func ("/folded-name/the-comm-tells-process-and-thread-on-demand", test_the_comm_tells_process_and_thread_on_demand);
  return g_test_run ();
}

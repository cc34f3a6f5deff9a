/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/script-text.h"

#include "support/small-profile.h"

static const char *const comms[] = {
  "swapper", "node", "kworker/u4:1-ev", "VM Thread", "C2 CompilerThre", "a", "x [001] y", "12", "w 34",
  "\xd1\x82\xd0\xb5\xd1\x81\xd1\x82", "\xff\xfe", "#hash", "(sd-pam)", "1.5: x", "cafe", ":1234", "tmux: server", "a/2"
};

static const char *const symbols[] = {
  "main", "do_syscall_64", "operator new(unsigned long)", "std::vector<int, std::allocator<int> >::push_back(int&&)",
  "foo@@GLIBC_2.17", "{lambda(int)#1}::operator()(int) const", "a->b->c", "[unknown]", "net/http.(*conn).serve",
  "LazyCompile:~body_0 evalmachine.<anonymous>:1", "libX.so[+29c3f0]", "default_idle", "intel_idle",
  "core::ops::function::FnOnce::call_once{{vtable.shim}}", "x+y", "deadbeef", "(anonymous namespace)::run"
};

static const char *const modules[] = {
  "/usr/bin/node", "[kernel.kallsyms]", "[nf_conntrack]", "[vdso]", "//anon", "/memfd:x (deleted)", "/tmp/perf-12.map",
  "/opt/My App (x86)/lib.so", "[unknown]", "/lib/modules/6.1/build/vmlinux"
};

static const char *const events[] = { "cycles:ppp", "cpu_core/cycles/P", "MEM_TRANS_RETIRED.LOAD_LATENCY:ldlat=64:precise=2" };

typedef struct
{
  GRand *rand;
  GString *text;
  const ScriptStyle *style;
} Writer;

static uint32_t
choose (Writer *writer,
        size_t n)
{
  return (uint32_t) g_rand_int_range (writer->rand, 0, (gint32) n);
}

/* A symbol belongs to one module, as in a program; the address is its own. */
static void
write_frame (Writer *writer,
             const char *indent)
{
  const uint32_t symbol = choose (writer, G_N_ELEMENTS (symbols));
  const uint32_t offset = choose (writer, 4096);
  const bool is_unknown = g_str_equal (symbols[symbol], "[unknown]");

  g_string_append_printf (writer->text, "%s%16x %s", indent, 0x400000 + symbol * 4096 + offset, symbols[symbol]);
  if (writer->style->has_offsets && !is_unknown)
    g_string_append_printf (writer->text, "+0x%x", offset);
  if (writer->style->has_modules)
    g_string_append_printf (writer->text, " (%s)", modules[symbol % G_N_ELEMENTS (modules)]);
}

static void
end_line (Writer *writer)
{
  g_string_append (writer->text, writer->style->has_crlf ? "\r\n" : "\n");
}

static void
write_time (Writer *writer,
            int64_t time_ns)
{
  if (writer->style->has_ns)
    g_string_append_printf (writer->text, "%5" G_GINT64_FORMAT ".%09" G_GINT64_FORMAT ": ", time_ns / EMBER_SECOND_NS, time_ns % EMBER_SECOND_NS);
  else
    g_string_append_printf (writer->text, "%5" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT ": ", time_ns / EMBER_SECOND_NS, time_ns % EMBER_SECOND_NS / 1000);
}

static void
write_header (Writer *writer,
              int64_t time_ns)
{
  const ScriptStyle *style = writer->style;
  const uint32_t comm = choose (writer, G_N_ELEMENTS (comms));
  const uint32_t thread = comm == 0 ? 0 : 1 + choose (writer, 3);
  const uint32_t event = choose (writer, G_N_ELEMENTS (events));
  const uint32_t period = choose (writer, 1000000);

  g_string_append_printf (writer->text, style->has_chain ? "%s " : "%16s ", comms[comm]);
  if (style->has_pid)
    g_string_append_printf (writer->text, "%7u/%-7u ", comm * 10, comm * 10 + thread);
  else
    g_string_append_printf (writer->text, "%7u ", comm * 10 + thread);
  if (style->has_cpu)
    g_string_append_printf (writer->text, "[%03u] ", event + thread);
  if (style->has_time)
    write_time (writer, time_ns);
  if (style->has_period)
    g_string_append_printf (writer->text, "%10u ", period);
  if (style->has_event)
    g_string_append_printf (writer->text, "%s: ", events[event]);
}

/* One of four has no frames at all; the leaf alone is written where there is no chain. */
static void
write_frames (Writer *writer)
{
  const uint32_t n_frames = choose (writer, 4) == 0 ? 0 : choose (writer, 20);

  if (!writer->style->has_chain && n_frames > 0)
    write_frame (writer, " ");
  end_line (writer);
  for (uint32_t i = 0; i < n_frames; i++)
    if (writer->style->has_chain)
      {
        write_frame (writer, "\t");
        end_line (writer);
        if (writer->style->has_source_lines)
          {
            g_string_append (writer->text, "  some file.c:12");
            end_line (writer);
          }
      }
    else if (i > 0)
      {
        /* The same choices as with a chain, so that the same samples follow. */
        choose (writer, G_N_ELEMENTS (symbols));
        choose (writer, 4096);
      }
  if (writer->style->lacks_blank_lines)
    g_string_append (writer->text, " insn: 0f 05\n");
  else if (writer->style->has_chain)
    end_line (writer);
}

char *
script_text_new (uint32_t seed,
                 uint32_t n_samples,
                 const ScriptStyle *style)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Writer writer = { rand, g_string_new (NULL), style };
  int64_t time_ns = INT64_C (8122300000000);

  if (style->has_comments)
    g_string_append (writer.text, "# ========\n# captured on    : Thu Jul  9 17:14:37 2015\n# hostname : box\n# cmdline : perf record -a \n# ========\n#\n");
  for (uint32_t i = 0; i < n_samples; i++)
    {
      time_ns += 1000 * (1 + choose (&writer, 2000000));
      if (style->has_records && i % 7 == 3)
        g_string_append_printf (writer.text, "node 77 [000] %" G_GINT64_FORMAT ".000000: PERF_RECORD_COMM exec: node:77/77\n", time_ns / EMBER_SECOND_NS);
      write_header (&writer, time_ns);
      write_frames (&writer);
    }
  return g_string_free (writer.text, FALSE);
}

static void
dump_sample (GString *dump,
             const EmberProfile *profile,
             const EmberSample *sample,
             const ScriptStyle *style)
{
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), sample->thread);
  uint32_t n_events;
  const EmberEvent *event = &ember_profile_get_events (profile, &n_events)[sample->event];
  g_autofree char *stack = small_profile_dup_stack (profile, sample->stack);

  if (style->has_time)
    g_string_append_printf (dump, "%" G_GINT64_FORMAT " ", sample->time_ns);
  if (style->has_pid)
    g_string_append_printf (dump, "%d/", thread->pid);
  g_string_append_printf (dump, "%d ", thread->tid);
  if (style->has_cpu)
    g_string_append_printf (dump, "[%d] ", sample->cpu);
  if (style->has_period)
    g_string_append_printf (dump, "%" G_GUINT64_FORMAT " ", sample->weight);
  if (style->has_event)
    g_string_append_printf (dump, "%s ", ember_strings_get (ember_profile_get_strings (profile), event->name));
  if (style->has_chain)
    g_string_append (dump, stack);
  g_string_append_c (dump, '\n');
}

char *
script_text_dump (const EmberProfile *profile,
                  const ScriptStyle *style)
{
  GString *dump = g_string_new (NULL);
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  for (uint32_t i = 0; i < n_tables; i++)
    for (size_t row = 0; row < ember_sample_table_get_n (&tables[i]); row++)
      {
        const EmberSample sample = ember_sample_table_get (&tables[i], row);

        dump_sample (dump, profile, &sample, style);
      }
  return g_string_free (dump, FALSE);
}

void
script_text_assert_equal (const char *dump,
                          const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}

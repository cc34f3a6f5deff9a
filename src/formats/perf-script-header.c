/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-header.h"

#include <string.h>

#include "profile/sample-table.h"

/* The kernel's TASK_COMM_LEN, with the NUL. */
#define MAX_COMM_BYTES 16

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static bool
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static const char *
skip_blanks (const char *at,
             const char *end)
{
  while (at < end && is_blank (*at))
    at++;
  return at;
}

static const char *
skip_word (const char *at,
           const char *end)
{
  while (at < end && !is_blank (*at))
    at++;
  return at;
}

static const char *
trim_end (const char *begin,
          const char *end)
{
  while (end > begin && is_blank (end[-1]))
    end--;
  return end;
}

/* Where the word that ends at @end begins. */
static const char *
find_word (const char *begin,
           const char *end)
{
  while (end > begin && !is_blank (end[-1]))
    end--;
  return end;
}

/* Returns: false unless all of it is digits, and they fit */
static bool
parse_number (const char *begin,
              const char *end,
              uint64_t *number)
{
  uint64_t value = 0;

  if (begin == end)
    return false;
  for (const char *at = begin; at < end; at++)
    {
      if (!is_digit (*at))
        return false;
      if (end - begin > 18 && (__builtin_mul_overflow (value, 10, &value) ||
                               __builtin_add_overflow (value, (uint64_t) (*at - '0'), &value)))
        return false;
      if (end - begin <= 18)
        value = value * 10 + (uint64_t) (*at - '0');
    }
  *number = value;
  return true;
}

/* A process, thread or CPU number; perf writes -1 for an unknown one. */
static bool
parse_id (const char *begin,
          const char *end,
          int32_t *id)
{
  uint64_t number;

  if (end - begin == 2 && begin[0] == '-' && begin[1] == '1')
    {
      *id = -1;
      return true;
    }
  if (!parse_number (begin, end, &number) || number > INT32_MAX)
    return false;
  *id = (int32_t) number;
  return true;
}

/* "pid/tid", or "tid" alone.
 * Returns: false where the word is neither */
static bool
parse_thread_ids (EmberPerfScriptHeader *header,
                  const char *begin,
                  const char *end)
{
  const char *slash = memchr (begin, '/', (size_t) (end - begin));

  if (slash == NULL)
    return parse_id (begin, end, &header->tid);
  if (!parse_id (begin, slash, &header->pid) || !parse_id (slash + 1, end, &header->tid))
    {
      header->pid = header->tid = -1;
      return false;
    }
  return true;
}

static bool
parse_bracketed_cpu (EmberPerfScriptHeader *header,
                     const char *begin,
                     const char *end)
{
  return end - begin > 2 && begin[0] == '[' && end[-1] == ']' && parse_id (begin + 1, end - 1, &header->cpu);
}

/* The letters of -F +misc: user, kernel, hypervisor, guest, … */
static bool
is_misc (const char *begin,
         const char *end)
{
  if (begin == end || end - begin > 4)
    return false;
  for (const char *at = begin; at < end; at++)
    if (memchr ("UKHGgMESP", *at, 9) == NULL)
      return false;
  return true;
}

/* With -L the CPU has no brackets and stands in a field of three, one blank behind the tid. */
static bool
is_bare_cpu (const char *line,
             const char *word,
             const char *word_end)
{
  const char *before = trim_end (line, word);

  return word_end - before == 4 && before > line && is_digit (before[-1]) && memchr (word, '/', (size_t) (word_end - word)) == NULL;
}

static void
set_comm (EmberPerfScriptHeader *header,
          const char *line,
          const char *end)
{
  const char *begin = line;

  end = trim_end (line, end);
  /* Right-aligned in 16 columns, or in 8 with -L: the blanks are not the comm's. */
  if (end - line == MAX_COMM_BYTES || end - line == MAX_COMM_BYTES / 2 || end - line > MAX_COMM_BYTES)
    begin = skip_blanks (line, end);
  header->comm = begin;
  header->n_comm = (size_t) (end - begin);
}

/* What stands left of the time or of the period: thread and CPU.
 * @comm_end: (out): what stands left of it is the comm
 * Returns: whether there is a thread id */
static bool
parse_left (EmberPerfScriptHeader *header,
            const char *line,
            const char *end,
            const char **comm_end)
{
  const char *word_end = trim_end (line, end);
  const char *word = find_word (line, word_end);
  bool has_thread;

  if (is_misc (word, word_end) && word > line)
    {
      const char *before_end = trim_end (line, word);

      if (before_end > line && (before_end[-1] == ']' || is_digit (before_end[-1])))
        {
          word_end = before_end;
          word = find_word (line, word_end);
        }
    }
  if (parse_bracketed_cpu (header, word, word_end))
    {
      word_end = trim_end (line, word);
      word = find_word (line, word_end);
    }
  else if (is_bare_cpu (line, word, word_end) && parse_id (word, word_end, &header->cpu))
    {
      const char *before_end = trim_end (line, word);
      const char *before = find_word (line, before_end);
      EmberPerfScriptHeader attempt = *header;

      if (parse_thread_ids (&attempt, before, before_end))
        {
          word_end = before_end;
          word = before;
        }
      else
        {
          header->cpu = -1;
        }
    }
  has_thread = parse_thread_ids (header, word, word_end);
  header->n_thread = (size_t) (word_end - line);
  *comm_end = has_thread ? word : word_end;
  return has_thread;
}

/* "event:" and whatever follows it.
 * Returns: false where the next word does not end in a colon */
static bool
parse_event (EmberPerfScriptHeader *header,
             const char *at,
             const char *end)
{
  const char *word_end = skip_word (at, end);

  if (word_end - at < 2 || word_end[-1] != ':')
    return false;
  header->event = at;
  header->n_event = (size_t) (word_end - 1 - at);
  at = skip_blanks (word_end, end);
  header->text = word_end < end ? word_end : end;
  header->n_text = at < end ? (size_t) (end - header->text) : 0;
  return true;
}

static bool
is_record (const char *at,
           const char *end)
{
  static const char prefix[] = "PERF_RECORD_";

  return (size_t) (end - at) >= sizeof prefix - 1 && memcmp (at, prefix, sizeof prefix - 1) == 0;
}

/* What stands right of the time. */
static EmberPerfScriptHeaderKind
parse_right (EmberPerfScriptHeader *header,
             const char *begin,
             const char *end)
{
  const char *at = skip_blanks (begin, end);
  const char *word_end = skip_word (at, end);
  const char *next = skip_blanks (word_end, end);

  if (is_record (at, end))
    return EMBER_PERF_SCRIPT_HEADER_RECORD;
  if (parse_number (at, word_end, &header->period))
    {
      if (next == end || parse_event (header, next, end))
        {
          header->has_period = true;
          return EMBER_PERF_SCRIPT_HEADER_SAMPLE;
        }
    }
  else if (parse_event (header, at, end))
    {
      return EMBER_PERF_SCRIPT_HEADER_SAMPLE;
    }
  header->text = begin;
  header->n_text = at < end ? (size_t) (end - begin) : 0;
  return EMBER_PERF_SCRIPT_HEADER_SAMPLE;
}

static EmberPerfScriptHeader
make_header (const char *line)
{
  return (EmberPerfScriptHeader){
    .comm = line,
    .thread = line,
    .event = line,
    .text = line,
    .time_ns = EMBER_TIME_NONE,
    .period = 1,
    .pid = -1,
    .tid = -1,
    .cpu = -1,
  };
}

typedef struct
{
  const char *begin; /* of the seconds */
  const char *point;
  const char *colon;
} TimeStamp;

/* Six to nine digits behind the point, then a colon and a blank or the end.
 * Returns: false where the point at @point belongs to something else */
static bool
check_time_stamp (TimeStamp *stamp,
                  const char *line,
                  const char *point,
                  const char *end)
{
  const char *at = point + 1;

  if (point == line || !is_digit (point[-1]))
    return false;
  while (at < end && is_digit (*at))
    at++;
  if (at - point < 7 || at - point > 10 || at == end || *at != ':' || (at + 1 < end && !is_blank (at[1])))
    return false;
  stamp->point = point;
  stamp->colon = at;
  stamp->begin = point;
  while (stamp->begin > line && is_digit (stamp->begin[-1]))
    stamp->begin--;
  return stamp->begin == line || is_blank (stamp->begin[-1]);
}

/* Returns: false where the time is out of bounds */
static bool
parse_time (const TimeStamp *stamp,
            int64_t *time_ns)
{
  static const int64_t scale[] = { 1000, 100, 10, 1 }; /* by digits beyond six */
  uint64_t seconds;
  uint64_t fraction;

  if (!parse_number (stamp->begin, stamp->point, &seconds) || !parse_number (stamp->point + 1, stamp->colon, &fraction) ||
      seconds >= EMBER_TIME_MAX_NS / EMBER_SECOND_NS)
    return false;
  *time_ns = (int64_t) seconds * EMBER_SECOND_NS + (int64_t) fraction * scale[stamp->colon - stamp->point - 7];
  return true;
}

/* A comm, or the text of a tracepoint, may hold what looks like a time: the first one that
 * follows a thread id is taken, or else the first. */
EmberPerfScriptHeaderKind
ember_perf_script_header_parse_timed (EmberPerfScriptHeader *header,
                                      const char *line,
                                      size_t n)
{
  const char *end = line + n;
  const char *point = line;
  TimeStamp chosen = { 0 };
  const char *chosen_comm_end = line;
  bool has_thread = false;

  while (!has_thread && (point = memchr (point, '.', (size_t) (end - point))) != NULL)
    {
      TimeStamp stamp;

      if (check_time_stamp (&stamp, line, point, end))
        {
          EmberPerfScriptHeader attempt = make_header (line);
          const char *comm_end;

          has_thread = parse_left (&attempt, line, stamp.begin, &comm_end);
          if (has_thread || chosen.point == NULL)
            {
              chosen = stamp;
              chosen_comm_end = comm_end;
              *header = attempt;
            }
        }
      point++;
    }
  if (chosen.point == NULL)
    return EMBER_PERF_SCRIPT_HEADER_NONE;
  set_comm (header, line, chosen_comm_end);
  if (!parse_time (&chosen, &header->time_ns))
    return EMBER_PERF_SCRIPT_HEADER_DAMAGED;
  return parse_right (header, chosen.colon + 1, end);
}

/* "[cpu]", "period", "event:" behind a thread id that ends at @at. A number is a period only
 * in a field as wide as perf's: the comm could end in a number too, which the tid follows. */
static EmberPerfScriptHeaderKind
parse_right_of_thread (EmberPerfScriptHeader *header,
                       const char *at,
                       const char *end)
{
  const char *word = skip_blanks (at, end);
  const char *word_end = skip_word (word, end);
  bool has_cpu = false;

  if (parse_bracketed_cpu (header, word, word_end))
    {
      has_cpu = true;
      at = word_end;
      word = skip_blanks (at, end);
      word_end = skip_word (word, end);
    }
  if (is_record (word, end))
    return EMBER_PERF_SCRIPT_HEADER_RECORD;
  if ((has_cpu || word_end - at > 10) && parse_number (word, word_end, &header->period))
    {
      header->has_period = true;
      word = skip_blanks (word_end, end);
    }
  if (parse_event (header, word, end))
    return EMBER_PERF_SCRIPT_HEADER_SAMPLE;
  return EMBER_PERF_SCRIPT_HEADER_NONE;
}

EmberPerfScriptHeaderKind
ember_perf_script_header_parse_untimed (EmberPerfScriptHeader *header,
                                        const char *line,
                                        size_t n)
{
  const char *end = line + n;
  const char *word = skip_blanks (line, end);

  /* The comm comes first; it may be empty only where blanks stand for it. */
  if (word == line)
    word = skip_blanks (skip_word (word, end), end);
  while (word < end)
    {
      const char *word_end = skip_word (word, end);

      *header = make_header (line);
      if ((is_digit (word[0]) || word[0] == '-') && parse_thread_ids (header, word, word_end))
        {
          const EmberPerfScriptHeaderKind kind = parse_right_of_thread (header, word_end, end);

          if (kind != EMBER_PERF_SCRIPT_HEADER_NONE)
            {
              header->n_thread = (size_t) (word_end - line);
              set_comm (header, line, word);
              return kind;
            }
        }
      word = skip_blanks (word_end, end);
    }
  return EMBER_PERF_SCRIPT_HEADER_NONE;
}

EmberPerfScriptHeaderKind
ember_perf_script_header_parse_bare (EmberPerfScriptHeader *header,
                                     const char *line,
                                     size_t n)
{
  const char *end = line + n;
  const char *last = find_word (line, end);
  const char *left_end = end;
  const char *comm_end;
  bool has_thread;

  *header = make_header (line);
  if (end - trim_end (line, last) > 10 && parse_number (last, end, &header->period))
    {
      header->has_period = true;
      left_end = last;
    }
  has_thread = parse_left (header, line, left_end, &comm_end);
  set_comm (header, line, comm_end);
  if (has_thread)
    return EMBER_PERF_SCRIPT_HEADER_SAMPLE;
  return n < MAX_COMM_BYTES && left_end == end ? EMBER_PERF_SCRIPT_HEADER_SAMPLE : EMBER_PERF_SCRIPT_HEADER_NONE;
}

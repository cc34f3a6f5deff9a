/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analysis/chance.h"
#include "analysis/scene.h"
#include "profile/profile-builder.h"

/* The clock of the made-up machine when it is switched on. */
#define BASE_NS INT64_C (8122374000000)
#define MS_NS 1000000.0
#define NOISE_WORK_MS 5.0
#define LEVEL_STEP_MS 2.0
#define N_STACKS 8
#define N_LEAVES 3
#define STRAY_CHANCE 0.0005

/* Somebody of the made-up machine, and what they do. */
typedef struct
{
  EmberThreadId thread;
  EmberStackId stacks[N_STACKS * N_LEAVES];
  uint32_t n_stacks;
} Actor;

/* One CPU is taken from begin to end, nanoseconds since BASE_NS. */
typedef struct
{
  int64_t begin;
  int64_t end;
  const Actor *actor;
  uint32_t stack; /* the first of its leaves */
} Work;

typedef struct
{
  const EmberScene *scene;
  EmberChance chance;
  EmberProfileBuilder *builder;
  EmberStringId module;
  EmberStringId kernel;
  int64_t duration;
  GArray *events; /* EmberTimeRange since BASE_NS: bursts, gaps, heavier phases */
  GArray **work;  /* of each CPU: Work of the pattern, in order of time */
  Actor *doers;   /* n_threads */
  Actor *workers; /* n_workers */
  uint32_t n_workers;
  Actor idle;
  Actor stray;
  GArray *truth;
} Recorder;

static int64_t
to_ns (double seconds)
{
  return (int64_t) (seconds * 1e9);
}

static EmberStackId
add_stack (Recorder *self,
           const char *comm,
           const char *names,
           EmberFrameKind kind)
{
  g_auto (GStrv) words = g_strsplit (names, ";", -1);
  EmberStackId stack = ember_profile_builder_add_comm (self->builder, ember_profile_builder_add_string (self->builder, comm, -1));
  uint64_t address = kind == EMBER_FRAME_KERNEL ? UINT64_C (0xffffffff81000000) : 0x401000;

  for (char **word = words; *word != NULL; word++)
    {
      EmberFrame frame = { .kind = kind };

      for (const char *c = *word; *c != '\0'; c++)
        address = address * 31 % 0xfffff1 + (uint8_t) *c;
      frame.name = ember_profile_builder_add_string (self->builder, *word, -1);
      frame.module = kind == EMBER_FRAME_KERNEL ? self->kernel : self->module;
      stack = ember_profile_builder_add_call (self->builder, stack, ember_profile_builder_add_frame (self->builder, &frame));
    }
  return stack;
}

static void
init_actor (Recorder *self,
            Actor *actor,
            const char *comm,
            int32_t pid,
            int32_t tid)
{
  const EmberThread thread = { pid, tid, ember_profile_builder_add_string (self->builder, comm, -1) };

  *actor = (Actor){ .thread = ember_profile_builder_add_thread (self->builder, &thread) };
}

/* What there is to do: @n_tasks different things, each with some leaves. */
static void
add_tasks (Recorder *self,
           Actor *actor,
           const char *comm,
           const char *path,
           uint32_t n_tasks)
{
  static const char *const leaves[N_LEAVES] = { "compare", "copy", "hash" };
  static const char *const tasks[N_STACKS] = { "parse", "plan", "fetch", "join", "sort", "encode", "send", "log" };

  for (uint32_t task = 0; task < n_tasks; task++)
    for (uint32_t leaf = 0; leaf < N_LEAVES; leaf++)
      {
        g_autofree char *names = n_tasks > 1 ? g_strdup_printf ("%s;%s_request;%s", path, tasks[task], leaves[leaf])
                                             : g_strdup_printf ("%s;%s", path, leaves[leaf]);

        actor->stacks[actor->n_stacks++] = add_stack (self, comm, names, EMBER_FRAME_USER);
      }
}

static void
add_doers (Recorder *self)
{
  const EmberScene *scene = self->scene;
  const bool is_burst = scene->kind == EMBER_PATTERN_PERTURBATION;
  const uint32_t n = is_burst ? scene->n_cpus : MAX (scene->n_threads, 1);

  self->doers = g_new0 (Actor, n);
  for (uint32_t i = 0; i < n; i++)
    {
      g_autofree char *comm = scene->kind == EMBER_PATTERN_SINGLE_THREADED ? g_strdup ("compaction")
                              : is_burst                                   ? g_strdup ("gc-marker")
                                                                           : g_strdup_printf ("waker-%u", i + 1);
      const char *path = scene->kind == EMBER_PATTERN_SINGLE_THREADED ? "main;compact_table;merge_runs"
                         : is_burst                                   ? "gc_main;mark_heap;mark_object"
                                                                      : "main;wake_up;refresh_cache";

      init_actor (self, &self->doers[i], comm, 1200, 1210 + (int32_t) i);
      add_tasks (self, &self->doers[i], comm, path, 1);
    }
}

static void
add_actors (Recorder *self)
{
  self->module = ember_profile_builder_add_string (self->builder, "/usr/bin/server", -1);
  self->kernel = ember_profile_builder_add_string (self->builder, "[kernel.kallsyms]", -1);
  init_actor (self, &self->idle, "swapper", 0, 0);
  self->idle.stacks[self->idle.n_stacks++] = add_stack (self, "swapper", "start_secondary;cpu_startup_entry;do_idle;default_idle", EMBER_FRAME_KERNEL);
  init_actor (self, &self->stray, "kworker/u8:1", 61, 61);
  self->stray.stacks[self->stray.n_stacks++] = add_stack (self, "kworker/u8:1", "kthread;worker_thread;process_one_work", EMBER_FRAME_KERNEL);
  self->n_workers = 2 * self->scene->n_cpus;
  self->workers = g_new0 (Actor, self->n_workers);
  for (uint32_t i = 0; i < self->n_workers; i++)
    {
      init_actor (self, &self->workers[i], "worker", 1200, 1300 + (int32_t) i);
      add_tasks (self, &self->workers[i], "worker", "main;serve", N_STACKS);
    }
  add_doers (self);
}

static EmberPattern *
add_truth (Recorder *self,
           EmberPatternKind kind,
           int64_t begin,
           int64_t end)
{
  const EmberPattern pattern = ember_pattern_make (kind, (EmberTimeRange){ BASE_NS + begin, BASE_NS + end });

  g_array_append_val (self->truth, pattern);
  return &g_array_index (self->truth, EmberPattern, self->truth->len - 1);
}

/* Adds work on the CPU @home, or on another one that is free, and returns when it begins. */
static int64_t
add_work (Recorder *self,
          uint32_t home,
          int64_t begin,
          int64_t length,
          const Actor *actor)
{
  GArray *work = self->work[home];
  Work added = { begin, begin + length, actor, 0 };

  for (uint32_t i = 0; i < self->scene->n_cpus; i++)
    {
      GArray *other = self->work[(home + i) % self->scene->n_cpus];

      if (other->len == 0 || g_array_index (other, Work, other->len - 1).end <= begin)
        {
          work = other;
          break;
        }
    }
  if (work->len > 0)
    added.begin = MAX (begin, g_array_index (work, Work, work->len - 1).end);
  added.end = added.begin + length;
  g_array_append_val (work, added);
  return added.begin;
}

/* Wakeups of all threads, in order of time. */
static void
add_wakeups (Recorder *self)
{
  const EmberScene *scene = self->scene;
  const bool is_busy_wait = scene->kind == EMBER_PATTERN_BUSY_WAIT;
  const int64_t period = to_ns (scene->period_s);
  g_autofree int64_t *due = g_new (int64_t, scene->n_threads);
  g_autofree EmberPattern **truths = g_new0 (EmberPattern *, scene->n_threads);

  g_array_set_size (self->truth, scene->n_threads);
  for (uint32_t i = 0; i < scene->n_threads; i++)
    {
      due[i] = (int64_t) (ember_chance_draw (&self->chance) * (double) period);
      truths[i] = &g_array_index (self->truth, EmberPattern, i);
      *truths[i] = ember_pattern_make (scene->kind, (EmberTimeRange){ BASE_NS + due[i], BASE_NS + due[i] });
      truths[i]->thread = self->doers[i].thread;
      truths[i]->busy_ms = scene->busy_ms;
      truths[i]->period_s = scene->period_s + (is_busy_wait ? scene->busy_ms / 1e3 : 0);
      truths[i]->offset_s = (double) ((BASE_NS + due[i]) % EMBER_SECOND_NS) / 1e9;
      truths[i]->sleep_s = is_busy_wait ? scene->period_s : NAN;
    }
  for (;;)
    {
      uint32_t next = 0;
      int64_t length, begin;

      for (uint32_t i = 1; i < scene->n_threads; i++)
        if (due[i] < due[next])
          next = i;
      if (due[next] >= self->duration)
        break;
      length = (int64_t) (scene->busy_ms * MS_NS * MAX (1 + scene->spread * ember_chance_spread (&self->chance), 0.05));
      /* A timer is late by a little. */
      begin = due[next] + (int64_t) ember_chance_wait (&self->chance, 50000);
      begin = add_work (self, ember_chance_draw (&self->chance) < 0.2 ? ember_chance_pick (&self->chance, scene->n_cpus) : next % scene->n_cpus,
                        begin, length, &self->doers[next]);
      truths[next]->range.end_ns = BASE_NS + MIN (begin + length, self->duration);
      due[next] = is_busy_wait ? begin + length + period : due[next] + period;
    }
}

/* Bursts, gaps and phases: regular ones for variable load, else at times that know nothing of each other. */
static void
add_events (Recorder *self)
{
  const EmberScene *scene = self->scene;
  const bool is_regular = scene->kind == EMBER_PATTERN_VARIABLE_LOAD;
  const double pause_s = MAX (scene->period_s - scene->length_s, 0.1);
  double at_s = is_regular ? pause_s / 2 : pause_s * 0.4;

  while (at_s + scene->length_s < scene->duration_s - 0.5)
    {
      const EmberTimeRange event = { to_ns (at_s), to_ns (at_s + scene->length_s) };

      g_array_append_val (self->events, event);
      if (!is_regular)
        add_truth (self, scene->kind, event.begin_ns, event.end_ns);
      at_s += scene->length_s + (is_regular ? pause_s : pause_s * (0.5 + ember_chance_draw (&self->chance)));
    }
  if (is_regular)
    {
      EmberPattern *truth = add_truth (self, scene->kind, to_ns (pause_s / 2), to_ns (at_s - pause_s));

      truth->period_s = scene->period_s;
      truth->length_s = scene->length_s;
      truth->level = scene->level;
      truth->level_to = scene->level_to;
    }
}

static void
add_event_work (Recorder *self)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const EmberTimeRange *event = &g_array_index (self->events, EmberTimeRange, i);

      if (self->scene->kind == EMBER_PATTERN_SINGLE_THREADED)
        add_work (self, ember_chance_pick (&self->chance, self->scene->n_cpus), event->begin_ns, event->end_ns - event->begin_ns, &self->doers[0]);
      for (uint32_t cpu = 0; self->scene->kind == EMBER_PATTERN_PERTURBATION && cpu < self->scene->n_cpus; cpu++)
        add_work (self, cpu, event->begin_ns, event->end_ns - event->begin_ns, &self->doers[cpu]);
    }
}

static void
add_pattern (Recorder *self)
{
  const EmberScene *scene = self->scene;
  EmberPattern *truth;

  switch (scene->kind)
    {
    case EMBER_PATTERN_PERIODIC:
    case EMBER_PATTERN_BUSY_WAIT:
      add_wakeups (self);
      break;
    case EMBER_PATTERN_RISING:
    case EMBER_PATTERN_FALLING:
      truth = add_truth (self, scene->level < scene->level_to ? EMBER_PATTERN_RISING : EMBER_PATTERN_FALLING,
                         to_ns ((scene->duration_s - scene->length_s) / 2), to_ns ((scene->duration_s + scene->length_s) / 2));
      truth->level = scene->level;
      truth->level_to = scene->level_to;
      break;
    case EMBER_PATTERN_UTILIZATION:
      add_truth (self, scene->kind, 0, self->duration)->level = scene->level;
      break;
    case EMBER_PATTERN_VARIABLE_LOAD:
    case EMBER_PATTERN_PERTURBATION:
    case EMBER_PATTERN_BLOCKING:
    case EMBER_PATTERN_SINGLE_THREADED:
    case EMBER_N_PATTERN_KINDS:
    default:
      add_events (self);
      add_event_work (self);
      break;
    }
}

/* @end: (out): until when the answer holds, within an event or between two */
static bool
is_in_event (const Recorder *self,
             int64_t time,
             guint *event)
{
  while (*event < self->events->len && g_array_index (self->events, EmberTimeRange, *event).end_ns <= time)
    ++*event;
  return *event < self->events->len && g_array_index (self->events, EmberTimeRange, *event).begin_ns <= time;
}

/* The load of everything but the pattern's own threads.
 * @event: (inout): the event that ends next, for a time that only grows */
static double
get_level (const Recorder *self,
           int64_t time,
           guint *event)
{
  const EmberScene *scene = self->scene;
  const double seconds = (double) time / 1e9;

  switch (scene->kind)
    {
    case EMBER_PATTERN_PERIODIC:
    case EMBER_PATTERN_BUSY_WAIT:
      return scene->noise;
    case EMBER_PATTERN_UTILIZATION:
      return scene->level;
    case EMBER_PATTERN_RISING:
    case EMBER_PATTERN_FALLING:
      return scene->level + (scene->level_to - scene->level) * CLAMP ((seconds - (scene->duration_s - scene->length_s) / 2) / scene->length_s, 0, 1);
    case EMBER_PATTERN_VARIABLE_LOAD:
      return is_in_event (self, time, event) ? scene->level : scene->level_to;
    case EMBER_PATTERN_PERTURBATION:
      return scene->level;
    case EMBER_PATTERN_BLOCKING:
    case EMBER_PATTERN_SINGLE_THREADED:
    case EMBER_N_PATTERN_KINDS:
    default:
      return is_in_event (self, time, event) ? 0 : scene->level;
    }
}

/* When work that is due at @begin really begins: as often as the load of the moment asks for it. */
static int64_t
wait_for_work (Recorder *self,
               int64_t begin,
               guint *event)
{
  double patience = ember_chance_wait (&self->chance, 1);

  for (;;)
    {
      const double level = get_level (self, begin, event);
      const double rate = level < 1 ? level / (1 - level) / NOISE_WORK_MS : INFINITY;

      if (begin >= self->duration || patience <= rate * LEVEL_STEP_MS)
        return begin + (int64_t) (rate < INFINITY && rate > 0 ? patience / rate * MS_NS : 0);
      patience -= rate * LEVEL_STEP_MS;
      begin += (int64_t) (LEVEL_STEP_MS * MS_NS);
    }
}

/* The next piece of other work on a CPU from @begin on. */
static Work
get_other_work (Recorder *self,
                int64_t begin,
                guint *event)
{
  Work work = { .begin = wait_for_work (self, begin, event) };
  guint after;

  work.end = work.begin + (int64_t) (ember_chance_wait (&self->chance, NOISE_WORK_MS) * MS_NS) + 1;
  work.actor = &self->workers[ember_chance_pick (&self->chance, self->n_workers)];
  work.stack = ember_chance_pick (&self->chance, work.actor->n_stacks / N_LEAVES) * N_LEAVES;
  after = *event;
  /* A gap stops whatever runs. */
  if ((self->scene->kind == EMBER_PATTERN_BLOCKING || self->scene->kind == EMBER_PATTERN_SINGLE_THREADED) &&
      is_in_event (self, work.end, &after))
    work.end = MIN (work.end, MAX (work.begin, g_array_index (self->events, EmberTimeRange, after).begin_ns));
  return work;
}

static void
add_sample (Recorder *self,
            int64_t time,
            uint32_t cpu,
            const Work *work,
            EmberEventId event)
{
  const bool is_idle = work == NULL;
  const bool is_stray = is_idle && ember_chance_draw (&self->chance) < STRAY_CHANCE;
  const Actor *actor = is_stray ? &self->stray : is_idle ? &self->idle
                                                         : work->actor;
  const EmberSample sample = {
    .time_ns = BASE_NS + time,
    .thread = actor->thread,
    .cpu = (int32_t) cpu,
    .stack = is_idle ? actor->stacks[0] : actor->stacks[work->stack + ember_chance_pick (&self->chance, N_LEAVES)],
    .event = event,
    .weight = (uint64_t) (1e9 / self->scene->frequency_hz),
  };

  if (!is_idle || is_stray || self->scene->with_idle)
    ember_profile_builder_add_sample (self->builder, &sample);
}

/* A timer of its own interrupts each CPU; now and then it is late. */
static void
sample_cpu (Recorder *self,
            uint32_t cpu,
            EmberEventId event_id)
{
  const double step = 1e9 / self->scene->frequency_hz;
  const double phase = ember_chance_draw (&self->chance) * step;
  const GArray *own = self->work[cpu];
  guint n_own = 0;
  guint event = 0;
  Work other = get_other_work (self, 0, &event);

  for (int64_t tick = 0;; tick++)
    {
      const double late = ember_chance_wait (&self->chance, ember_chance_draw (&self->chance) < 0.01 ? 100000 : 3000);
      const int64_t time = (int64_t) (phase + (double) tick * step + late);
      const Work *work = NULL;

      if (time >= self->duration)
        return;
      while (n_own < own->len && g_array_index (own, Work, n_own).end <= time)
        n_own++;
      while (other.end <= time)
        other = get_other_work (self, other.end, &event);
      if (n_own < own->len && g_array_index (own, Work, n_own).begin <= time)
        work = &g_array_index (own, Work, n_own);
      else if (other.begin <= time)
        work = &other;
      add_sample (self, time, cpu, work, event_id);
    }
}

static void
add_facts (Recorder *self)
{
  g_autofree char *n_cpus = g_strdup_printf ("%u", self->scene->n_cpus);

  ember_profile_builder_add_fact (self->builder, "hostname", "made-up");
  ember_profile_builder_add_fact (self->builder, "nrcpus online", n_cpus);
}

EmberProfile *
ember_scene_record (const EmberScene *scene,
                    GArray **truth)
{
  Recorder self = {
    .scene = scene,
    .chance = { scene->seed },
    .builder = ember_profile_builder_new (),
    .duration = to_ns (scene->duration_s),
    .events = g_array_new (FALSE, FALSE, sizeof (EmberTimeRange)),
    .work = g_new (GArray *, scene->n_cpus),
    .truth = g_array_new (FALSE, FALSE, sizeof (EmberPattern)),
  };
  const EmberEventId event = ember_profile_builder_add_event (self.builder, ember_profile_builder_add_string (self.builder, "cpu-clock", -1), false);

  for (uint32_t cpu = 0; cpu < scene->n_cpus; cpu++)
    self.work[cpu] = g_array_new (FALSE, FALSE, sizeof (Work));
  add_facts (&self);
  add_actors (&self);
  add_pattern (&self);
  for (uint32_t cpu = 0; cpu < scene->n_cpus; cpu++)
    sample_cpu (&self, cpu, event);
  for (uint32_t cpu = 0; cpu < scene->n_cpus; cpu++)
    g_array_unref (self.work[cpu]);
  g_free (self.work);
  g_free (self.doers);
  g_free (self.workers);
  g_array_unref (self.events);
  if (truth != NULL)
    *truth = g_steal_pointer (&self.truth);
  g_clear_pointer (&self.truth, g_array_unref);
  return ember_profile_builder_freeze (g_steal_pointer (&self.builder));
}

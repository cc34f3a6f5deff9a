/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter.h"

struct _EmberFilter
{
  gatomicrefcount ref_count;
  uint32_t n;
  EmberFilterCondition conditions[];
};

static bool
is_same (const EmberFilterCondition *a,
         const EmberFilterCondition *b)
{
  return a->kind == b->kind && a->match == b->match && a->is_excluding == b->is_excluding &&
         a->number == b->number && g_strcmp0 (a->text, b->text) == 0;
}

static EmberFilterCondition
copy_condition (const EmberFilterCondition *condition)
{
  EmberFilterCondition copy = *condition;

  copy.text = g_strdup (condition->text);
  return copy;
}

static EmberFilter *
allocate (uint32_t n)
{
  EmberFilter *filter = g_malloc0 (sizeof (EmberFilter) + n * sizeof (EmberFilterCondition));

  g_atomic_ref_count_init (&filter->ref_count);
  filter->n = n;
  return filter;
}

EmberFilter *
ember_filter_new (void)
{
  return allocate (0);
}

EmberFilter *
ember_filter_ref (EmberFilter *filter)
{
  g_atomic_ref_count_inc (&filter->ref_count);
  return filter;
}

void
ember_filter_unref (EmberFilter *filter)
{
  if (!g_atomic_ref_count_dec (&filter->ref_count))
    return;
  for (uint32_t i = 0; i < filter->n; i++)
    g_free (filter->conditions[i].text);
  g_free (filter);
}

uint32_t
ember_filter_get_n (const EmberFilter *filter)
{
  return filter->n;
}

const EmberFilterCondition *
ember_filter_get (const EmberFilter *filter,
                  uint32_t index)
{
  g_assert (index < filter->n);
  return &filter->conditions[index];
}

bool
ember_filter_is_active (const EmberFilter *filter)
{
  for (uint32_t i = 0; i < filter->n; i++)
    if (filter->conditions[i].is_enabled && filter->conditions[i].kind != EMBER_FILTER_EVENT &&
        filter->conditions[i].kind != EMBER_FILTER_IDLE)
      return true;
  return false;
}

bool
ember_filter_equal (const EmberFilter *a,
                    const EmberFilter *b)
{
  if (a->n != b->n)
    return false;
  for (uint32_t i = 0; i < a->n; i++)
    if (!is_same (&a->conditions[i], &b->conditions[i]) || a->conditions[i].is_enabled != b->conditions[i].is_enabled)
      return false;
  return true;
}

static EmberFilter *
replace (const EmberFilter *filter,
         uint32_t index,
         const EmberFilterCondition *condition)
{
  EmberFilter *changed = allocate (filter->n);

  for (uint32_t i = 0; i < filter->n; i++)
    changed->conditions[i] = copy_condition (i == index ? condition : &filter->conditions[i]);
  return changed;
}

EmberFilter *
ember_filter_with (const EmberFilter *filter,
                   const EmberFilterCondition *condition)
{
  EmberFilter *more;

  for (uint32_t i = 0; i < filter->n; i++)
    {
      if (is_same (&filter->conditions[i], condition))
        return ember_filter_with_enabled (filter, i, true);
      if (condition->kind == EMBER_FILTER_EVENT && filter->conditions[i].kind == EMBER_FILTER_EVENT)
        return replace (filter, i, condition);
    }
  more = allocate (filter->n + 1);
  for (uint32_t i = 0; i < filter->n; i++)
    more->conditions[i] = copy_condition (&filter->conditions[i]);
  more->conditions[filter->n] = copy_condition (condition);
  return more;
}

EmberFilter *
ember_filter_without (const EmberFilter *filter,
                      uint32_t index)
{
  EmberFilter *fewer = allocate (filter->n - 1);

  g_assert (index < filter->n);
  for (uint32_t i = 0; i < fewer->n; i++)
    fewer->conditions[i] = copy_condition (&filter->conditions[i < index ? i : i + 1]);
  return fewer;
}

EmberFilter *
ember_filter_with_enabled (const EmberFilter *filter,
                           uint32_t index,
                           bool is_enabled)
{
  EmberFilter *changed = allocate (filter->n);

  g_assert (index < filter->n);
  for (uint32_t i = 0; i < filter->n; i++)
    changed->conditions[i] = copy_condition (&filter->conditions[i]);
  changed->conditions[index].is_enabled = is_enabled;
  return changed;
}

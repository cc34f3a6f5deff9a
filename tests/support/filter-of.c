/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/filter-of.h"

EmberFilter *
filter_of (const EmberFilterCondition *conditions,
           size_t n)
{
  EmberFilter *filter = ember_filter_new ();

  for (size_t i = 0; i < n; i++)
    {
      EmberFilter *more = ember_filter_with (filter, &conditions[i]);

      ember_filter_unref (filter);
      filter = more;
    }
  return filter;
}

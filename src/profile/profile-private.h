/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* What a profile is made of; only the builder fills it. */
struct _EmberProfile
{
  gatomicrefcount n_refs;
  EmberProfile *base; /* (nullable): owns the columns of shared tables */
  EmberStrings strings;
  EmberImages images;
  EmberFrames frames;
  EmberThreads threads;
  EmberStacks stacks;
  EmberColumn events;     /* EmberEvent */
  EmberColumn tables;     /* EmberSampleTable */
  EmberColumn notices;    /* EmberNotice */
  EmberColumn facts;      /* EmberFact */
  EmberColumn gaps;       /* EmberTimeRange */
  EmberColumn unresolved; /* EmberUnresolved */
  EmberTimeRange range;
  uint64_t n_samples;
  bool has_times;
  bool has_wall_clock;
  int64_t wall_clock_ns; /* nanoseconds since 1970, when the recording's clock showed clock_ns */
  int64_t clock_ns;
};

/* An empty profile with one reference, for the builder to fill.
 * Returns: (transfer full): */
EmberProfile *ember_profile_alloc (void);

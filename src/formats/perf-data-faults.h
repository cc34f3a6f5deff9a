/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

/* Records of one fault. */
typedef struct
{
  uint64_t n;
  uint64_t first_position; /* in the file, in bytes */
} EmberPerfFault;

/* EmberPerfFaults: what of a recording could not be taken in, or was never written. A value; begin with a zeroed one. */
typedef struct
{
  EmberPerfFault bad;       /* records that are damaged */
  EmberPerfFault strangers; /* samples whose id names no event */
  uint64_t n_lost;          /* samples; UINT64_MAX: or more */
  uint64_t n_sums;          /* of waits, without a time */
} EmberPerfFaults;

/* @position: where the record stands, in bytes */
void ember_perf_fault_count (EmberPerfFault *fault,
                             uint64_t position);

void ember_perf_faults_add_lost (EmberPerfFaults *faults,
                                 uint64_t n_lost);

/* Tells the builder by notices. */
void ember_perf_faults_tell (const EmberPerfFaults *faults,
                             EmberProfileBuilder *builder);

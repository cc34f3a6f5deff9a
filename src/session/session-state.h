/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* How far an EmberSession is with its recording. */
typedef enum
{
  EMBER_SESSION_EMPTY,   /* nothing was opened, or loading was cancelled before anything came */
  EMBER_SESSION_LOADING, /* the heat map fills; after a reload the old picture stays */
  EMBER_SESSION_READY,
  EMBER_SESSION_FAILED, /* see ember_session_get_error() */
} EmberSessionState;

typedef struct
{
  int64_t n_bytes;
  int64_t n_bytes_total; /* -1: unknown */
  uint64_t n_samples;
} EmberLoadProgress;

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/unresolved.h"

#define NOTABLE_SHARE 0.001

double
ember_unresolved_get_share (const EmberUnresolved *unresolved,
                            uint32_t n_unresolved)
{
  double share = 0.0;

  for (uint32_t i = 0; i < n_unresolved; i++)
    if (unresolved[i].reason != EMBER_UNRESOLVED_NO_FILE)
      share += unresolved[i].share;
  return share;
}

bool
ember_unresolved_is_notable (const EmberUnresolved *unresolved,
                             uint32_t n_unresolved)
{
  return ember_unresolved_get_share (unresolved, n_unresolved) >= NOTABLE_SHARE;
}

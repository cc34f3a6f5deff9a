/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"
#include "cli/typed-options.h"

/* Options that would change nothing are a mistake somewhere.
 * @options: with command, content and kind
 * Returns: false with a %G_OPTION_ERROR that says what the option goes with */
bool ember_option_company_check (const EmberTypedOptions *typed,
                                 const EmberOptions *options,
                                 GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/session.h"
#include "ui/flame-view.h"

/* Makes filters of what the user asks for in the menu of @view's boxes, for as long as both live. */
void ember_flame_filter_bind (EmberFlameView *view,
                              EmberSession *session);

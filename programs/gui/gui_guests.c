/* SPDX-License-Identifier: BSD-3-Clause
 * gui_guests.c - who is connected: those without the token, who may wait for ever on purpose, do
 * not keep the user out. */
#include "gui.h"

#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum {
    CROWD = 64,             /* from which on those have to go who have said nothing for long */
    PRESS = GUI_GUESTS / 2, /* from which on the oldest has to go in any case */
    PATIENCE_S = 5
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    int socket;
    bool is_let_in, is_sent_away;
    time_t since_s;
} guests[GUI_GUESTS]; /* in the order of their coming */
static size_t n_guests;

static time_t now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* It goes in a while, by gui_guests_go. */
static void send_away(time_t before_s, size_t most) {
    for (size_t i = 0; i < n_guests && most > 0 && guests[i].since_s <= before_s; i++) {
        if (!guests[i].is_let_in && !guests[i].is_sent_away) {
            guests[i].is_sent_away = true;
            shutdown(guests[i].socket, SHUT_RDWR);
            most--;
        }
    }
}

void gui_guests_come(int socket) {
    time_t now = now_s();
    pthread_mutex_lock(&lock);
    if (n_guests >= CROWD) {
        send_away(now - PATIENCE_S, GUI_GUESTS);
    }
    if (n_guests >= PRESS) {
        send_away(now, 1);
    }
    if (n_guests < GUI_GUESTS) {
        guests[n_guests].socket = socket;
        guests[n_guests].is_let_in = guests[n_guests].is_sent_away = false;
        guests[n_guests++].since_s = now;
    }
    pthread_mutex_unlock(&lock);
}

void gui_guests_let_in(int socket) {
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < n_guests; i++) {
        guests[i].is_let_in |= guests[i].socket == socket;
    }
    pthread_mutex_unlock(&lock);
}

void gui_guests_go(int socket) {
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < n_guests; i++) {
        if (guests[i].socket == socket) {
            n_guests--;
            memmove(guests + i, guests + i + 1, (n_guests - i) * sizeof *guests);
            break;
        }
    }
    pthread_mutex_unlock(&lock);
}

/* SPDX-License-Identifier: BSD-3-Clause
 * gui_guests.c - who is connected: those without the token, who may wait for ever on purpose, do
 * not keep the user out. */
#include "gui.h"

#include <pthread.h>
#include <sys/socket.h>

enum { CROWD = 64 }; /* from which on somebody has to go; that takes a moment */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    int socket;
    bool is_let_in, is_sent_away;
    unsigned long number; /* in the order of their coming */
} guests[GUI_GUESTS];
static size_t n_guests;
static unsigned long n_so_far;

static void send_oldest_away(void) {
    size_t oldest = n_guests;
    for (size_t i = 0; i < n_guests; i++) {
        if (!guests[i].is_let_in && !guests[i].is_sent_away &&
            (oldest == n_guests || guests[i].number < guests[oldest].number)) {
            oldest = i;
        }
    }
    if (oldest < n_guests) {
        guests[oldest].is_sent_away = true;
        shutdown(guests[oldest].socket, SHUT_RDWR);
    }
}

void gui_guests_come(int socket) {
    pthread_mutex_lock(&lock);
    if (n_guests >= CROWD) {
        send_oldest_away();
    }
    if (n_guests < GUI_GUESTS) {
        guests[n_guests].socket = socket;
        guests[n_guests].is_let_in = guests[n_guests].is_sent_away = false;
        guests[n_guests++].number = n_so_far++;
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
            guests[i] = guests[--n_guests];
            break;
        }
    }
    pthread_mutex_unlock(&lock);
}

// The reference workload as a first draft in C++: structs in a std::priority_queue, libm, one global
// order. Prints {"events", "ends", "checksum"} of the number of messages that it is given.
//
// Why: a figure in nanoseconds says nothing without another program measured beside it; and a second
// implementation that comes to the same counts says that the workload is what it is said to be.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <vector>

namespace {

enum Type { SEND, DELIVER, MOVE, FORWARD, READ, REQUEST, ATTEMPT, TIMEOUT };
struct Event {
  int64_t instant;
  int type;
  uint32_t entity;
};
struct Later {
  bool operator()(const Event& a, const Event& b) const {
    if (a.instant != b.instant) return a.instant > b.instant;
    return a.type != b.type ? a.type > b.type : a.entity > b.entity;
  }
};
struct Copy {
  bool delivered = false, read = false, forwarded = false, done = false;
  uint32_t tries = 0;
};

uint32_t mix(uint32_t h) {
  h ^= h >> 16; h *= 0x21f0aaad; h ^= h >> 15; h *= 0x735a2d97; return h ^ (h >> 15);
}
uint32_t word(uint32_t entity, uint32_t index) {
  const uint32_t seed = 1;
  uint32_t h = mix(entity ^ seed) + index * 0x9e3779b9;
  h ^= h >> 16; h *= 0x21f0aaad; h ^= h >> 15; h += mix(entity * 0x85ebca6b + seed + 0x5bd1e995);
  h *= 0x735a2d97; h ^= h >> 15; h *= 0xf35a2d97; return h ^ (h >> 16);
}
double uniform(uint32_t entity, uint32_t index) { return (word(entity, index) + 0.5) / 4294967296.0; }
int64_t atLeast1(double ms) { return ms < 1 ? 1 : static_cast<int64_t>(ms); }
int64_t exponential(double mean, uint32_t entity, uint32_t index) {
  return atLeast1(-mean * std::log(uniform(entity, index)));
}

// Wichura, algorithm AS 241 (Applied Statistics 37, 1988), routine PPND16.
const double CENTRE[2][8] = {
    {3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
     45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227},
    {1, 42.31333070160091, 687.1870074920579, 5394.196021424751,
     21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854},
};
const double FLANK[2][8] = {
    {1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
     1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414},
    {1, 2.053191626637759, 1.6763848301838038, 0.6897673349851,
     0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9},
};
const double TAIL[2][8] = {
    {6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
     0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7},
    {1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
     0.0007868691311456133, 1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15},
};
double ratio(const double (&c)[2][8], double x) {
  double above = 0, below = 0;
  for (int i = 7; i >= 0; i--) above = above * x + c[0][i], below = below * x + c[1][i];
  return above / below;
}
double normalQuantile(double p) {
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) return q * ratio(CENTRE, 0.180625 - q * q);
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double size = r <= 5 ? ratio(FLANK, r - 1.6) : ratio(TAIL, r - 5);
  return q < 0 ? -size : size;
}

}  // namespace

int main(int argc, char** argv) {
  const uint32_t messages = argc > 1 ? std::atoi(argv[1]) : 1000, copies = 20;
  std::priority_queue<Event, std::vector<Event>, Later> pending;
  std::vector<Copy> all(static_cast<size_t>(messages) * copies);
  std::vector<uint32_t> open(messages, copies);
  int64_t events = 0, checksum = 0, ends[4] = {0, 0, 0, 0};
  for (uint32_t m = 0; m < messages; m++) pending.push({0, SEND, m});
  const auto end = [&](uint32_t c, int64_t t, int how) {
    all[c].done = true; open[c / copies]--; ends[how]++; checksum += t;
  };
  while (!pending.empty()) {
    const Event event = pending.top();
    pending.pop();
    const auto [t, type, e] = event;
    const bool isShared = type == SEND || type == REQUEST || type == TIMEOUT;
    if (isShared ? open[e] == 0 : all[e].done) continue;
    events++;
    if (isShared) {
      const uint32_t message = 0x80000000u | e;
      if (type == SEND) pending.push({t + exponential(300000, message, 0), REQUEST, e});
      if (type == REQUEST) pending.push({t + 86400000, TIMEOUT, e});
      for (uint32_t c = e * copies; c < (e + 1) * copies; c++) {
        if (type == SEND) pending.push({t + exponential(5000, c, 0), DELIVER, c});
        if (type == REQUEST) pending.push({t + exponential(30000, c, 6), ATTEMPT, c});
        if (type == TIMEOUT && !all[c].done) end(c, t, 3);
      }
      continue;
    }
    Copy& copy = all[e];
    if (type == DELIVER) {
      copy.delivered = true;
      if (uniform(e, 1) < 0.15) pending.push({t, MOVE, e});
      if (uniform(e, 2) < 0.05) pending.push({t + exponential(60000, e, 3), FORWARD, e});
      const int64_t read = t + atLeast1(1800000 * std::exp(1.5 * normalQuantile(uniform(e, 4))));
      if (read <= 172800000) pending.push({read, READ, e});
    } else if (type == FORWARD) {
      copy.forwarded = true;
    } else if (type == READ) {
      copy.read = true;
    } else if (type == ATTEMPT) {
      if (!copy.delivered || uniform(e, 7 + copy.tries) < 0.02 || uniform(e, 5) < 0.002) {
        copy.tries++;
        pending.push({t + 900000, ATTEMPT, e});
      } else {
        end(e, t, copy.forwarded ? 2 : copy.read ? 1 : 0);
      }
    }
  }
  std::printf("{\"events\":%lld,\"recalledUnread\":%lld,\"recalledRead\":%lld,\"failedForwarded\":%lld,"
              "\"timedOut\":%lld,\"checksum\":%lld}\n",
              (long long)events, (long long)ends[0], (long long)ends[1], (long long)ends[2],
              (long long)ends[3], (long long)checksum);
}

-- Posts a report a request, each with its own text and its own key, a UUID of version 7 as `docs/operations/api.md` asks for. The bare insert
-- gets the very same requests, because making them takes the client's time on the same cores.
local ffi = require("ffi")
ffi.cdef [[
   typedef struct { long seconds, microseconds; } moment;
   int gettimeofday(moment *now, void *zone);
]]
local now = ffi.new("moment")
local id = 0
local thread = 0

function setup(t)
   thread = thread + 1
   t:set("number", thread)
end

function init()
   math.randomseed(os.time() * 10 + number)
end

-- Begins with the millisecond of the clock, as a library for such keys makes it.
local function key()
   ffi.C.gettimeofday(now, nil)
   local ms = tonumber(now.seconds) * 1000 + math.floor(tonumber(now.microseconds) / 1000)
   return string.format(
      "%08x-%04x-7%03x-%04x-%06x%06x", math.floor(ms / 65536), ms % 65536, math.random(0, 4095), math.random(32768, 49151),
      math.random(0, 16777215), math.random(0, 16777215))
end

local places = { "di depan pasar", "dekat sekolah", "di tikungan balai desa", "samping puskesmas", "di pertigaan" }

function request()
   id = id + 1
   local body = string.format(
      '{"category":"%s","text":"Jalan berlubang %s nomor %d, sudah dua minggu dan membahayakan pengendara.",' ..
      '"place":{"village":"%s"},"reporter":{"name":"Siti Aminah","phone":"081234567890"}}',
      os.getenv("CATEGORY"), places[id % #places + 1], id, os.getenv("VILLAGE"))
   return wrk.format("POST", wrk.path, { ["Content-Type"] = "application/json", ["Idempotency-Key"] = key() }, body)
end

function done(summary, latency, requests)
   io.write("status-errors ", summary.errors.status, "\n")
end

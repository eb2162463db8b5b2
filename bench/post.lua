-- Posts a report a request, each with its own key and text; counts what was not answered with 201.
local id = 0
local thread = 0
local prefix = tostring(os.time()) .. "-"

function setup(t)
   thread = thread + 1
   t:set("number", thread)
end

function init()
   failed = 0
end

local places = { "di depan pasar", "dekat sekolah", "di tikungan balai desa", "samping puskesmas", "di pertigaan" }

function request()
   id = id + 1
   local key = prefix .. number .. "-" .. id
   local body = string.format(
      '{"category":"%s","text":"Jalan berlubang %s nomor %d, sudah dua minggu dan membahayakan pengendara.",' ..
      '"place":{"village":"%s"},"reporter":{"name":"Siti Aminah","phone":"081234567890"}}',
      os.getenv("CATEGORY"), places[id % #places + 1], id, os.getenv("VILLAGE"))
   return wrk.format("POST", "/api/reports", { ["Content-Type"] = "application/json", ["Idempotency-Key"] = key }, body)
end

function response(status)
   if status ~= 201 and status ~= 200 then failed = failed + 1 end
end

function done(summary, latency, requests)
   io.write("status-errors ", summary.errors.status, "\n")
end

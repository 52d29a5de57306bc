-- One operation a request, as an engine starts it.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"text":"4711"}'

package org.tributary.reports.confirm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An HTTP server on 127.0.0.1 that says what nodes say that are pruned, behind or broken. */
final class LocalNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> answers = new HashMap<>();
  private final HttpServer server;

  LocalNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Answers {@code method} with {@code result}, which is JSON; a method that has no answer is
   * refused. Calls of contracts are told apart by the first four bytes that they are sent.
   */
  LocalNode answering(String method, String result) {
    answers.put(method, result);
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String method = asked.path("method").asText();
    if (method.equals("eth_call")) {
      method += " " + asked.at("/params/0/data").asText().substring(0, 10);
    }
    String result = answers.get(method);
    String rest =
        result == null
            ? "\"error\":{\"code\":-32000,\"message\":\"missing trie node\"}"
            : "\"result\":" + result;
    byte[] body =
        ("{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + "," + rest + "}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

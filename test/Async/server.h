// A peer for tests of network code, on loopback: it does what a script says,
// however wrong that is. Sockets are Asio's, synchronous, one thread for each
// connection.
#ifndef SWITCHBACK_TEST_ASYNC_SERVER_H
#define SWITCHBACK_TEST_ASYNC_SERVER_H

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>

namespace test {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A key and a certificate signed by itself, in PEM.
struct certificate {
  std::string key;
  std::string chain;

  /// \param names what stands in the certificate, such as
  /// "DNS:localhost,IP:127.0.0.1"
  static certificate make(const std::string &names) {
    using key_ptr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
    using x509_ptr = std::unique_ptr<X509, decltype(&X509_free)>;
    key_ptr key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    x509_ptr x509(X509_new(), &X509_free);
    if (!key || !x509)
      throw std::runtime_error("OpenSSL makes no key");
    X509_set_version(x509.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), 24 * 3600);
    X509_set_pubkey(x509.get(), key.get());
    X509_NAME *name = X509_get_subject_name(x509.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>("test"),
                               -1, -1, 0);
    X509_set_issuer_name(x509.get(), name);
    add_extension(x509.get(), NID_subject_alt_name, names.c_str());
    add_extension(x509.get(), NID_basic_constraints, "critical,CA:TRUE");
    if (!X509_sign(x509.get(), key.get(), EVP_sha256()))
      throw std::runtime_error("OpenSSL signs nothing");

    certificate result;
    result.key = to_pem([&](BIO *out) {
      return PEM_write_bio_PrivateKey(out, key.get(), 0, 0, 0, 0, 0);
    });
    result.chain =
        to_pem([&](BIO *out) { return PEM_write_bio_X509(out, x509.get()); });
    return result;
  }

private:
  static void add_extension(X509 *x509, int id, const char *value) {
    X509_EXTENSION *extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, id, value);
    if (!extension)
      throw std::runtime_error("OpenSSL takes no extension");
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }

  template <class Write> static std::string to_pem(Write write) {
    std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()),
                                                     &BIO_free);
    write(memory.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return std::string(data, static_cast<std::size_t>(size));
  }
};

/// The server's end of a connection, for a script. Its functions return false,
/// or nothing, once the client is gone.
class connection {
public:
  connection(tcp::socket socket, asio::ssl::context *tls, int number)
      : socket(std::move(socket)), number(number) {
    if (tls)
      stream = std::make_unique<asio::ssl::stream<tcp::socket &>>(this->socket,
                                                                  *tls);
  }

  /// Which connection of the server this is, from 0.
  int index() const { return number; }
  bool secure() const { return stream != nullptr; }

  bool handshake() {
    boost::system::error_code error;
    if (stream)
      stream->handshake(asio::ssl::stream_base::server, error);
    return !error;
  }

  /// A request, header and body; nothing at the end of the connection.
  std::string read_request() {
    while (pending.find("\r\n\r\n") == std::string::npos)
      if (!read_some())
        return "";
    std::size_t size = pending.find("\r\n\r\n") + 4;
    const std::size_t length = pending.find("Content-Length: ");
    if (length < size)
      size += std::strtoul(pending.c_str() + length + 16, nullptr, 10);
    while (pending.size() < size)
      if (!read_some())
        return "";
    std::string request = pending.substr(0, size);
    pending.erase(0, size);
    return request;
  }

  bool write(std::string_view text) {
    boost::system::error_code error;
    if (stream)
      asio::write(*stream, asio::buffer(text.data(), text.size()), error);
    else
      asio::write(socket, asio::buffer(text.data(), text.size()), error);
    return !error;
  }

  /// Without TLS, whether or not the connection has it.
  bool write_raw(std::string_view text) {
    boost::system::error_code error;
    asio::write(socket, asio::buffer(text.data(), text.size()), error);
    return !error;
  }

  /// A good response with that body.
  bool respond(std::string_view body, std::string_view status = "200 OK",
               std::string_view more_headers = "") {
    return write("HTTP/1.1 " + std::string(status) +
                 "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                 std::string(more_headers) + "\r\n" + std::string(body));
  }

  bool redirect(std::string_view location,
                std::string_view status = "302 Found") {
    return respond("elsewhere", status,
                   "Location: " + std::string(location) + "\r\n");
  }

  /// Tells the client that there is no more, in the way that TLS has for it.
  void shutdown_tls() {
    boost::system::error_code error;
    if (stream)
      stream->shutdown(error);
  }

  /// Has the client see a reset instead of an end.
  void reset() {
    boost::system::error_code error;
    socket.set_option(asio::socket_base::linger(true, 0), error);
    close();
  }

  /// Waits for the client to close the connection; what it sends meanwhile is
  /// lost. False if it does not.
  bool wait_for_close(std::chrono::seconds at_most = std::chrono::seconds(20)) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    while (std::chrono::steady_clock::now() < end) {
      pollfd waiting{socket.native_handle(), POLLIN, 0};
      if (::poll(&waiting, 1, 20) > 0 && !read_raw())
        return true;
    }
    return false;
  }

  /// Waits until the client's system has all that was written, whether the
  /// client has looked at it or not.
  bool
  wait_for_arrival(std::chrono::seconds at_most = std::chrono::seconds(20)) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    while (std::chrono::steady_clock::now() < end) {
      int left = 0;
      if (::ioctl(socket.native_handle(), SIOCOUTQ, &left) != 0 || left == 0)
        return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }

  /// From any thread: has what the script is doing with the socket fail.
  void interrupt() {
    std::lock_guard lock(mutex);
    if (socket.is_open())
      ::shutdown(socket.native_handle(), SHUT_RDWR);
  }

  void close() {
    std::lock_guard lock(mutex);
    boost::system::error_code error;
    socket.close(error);
  }

private:
  bool read_some() {
    boost::system::error_code error;
    char bytes[4096];
    const std::size_t size = stream
                                 ? stream->read_some(asio::buffer(bytes), error)
                                 : socket.read_some(asio::buffer(bytes), error);
    pending.append(bytes, size);
    return !error;
  }

  bool read_raw() {
    boost::system::error_code error;
    char bytes[4096];
    socket.read_some(asio::buffer(bytes), error);
    return !error;
  }

  tcp::socket socket;
  std::unique_ptr<asio::ssl::stream<tcp::socket &>> stream;
  int number;
  std::string pending;
  std::mutex mutex; // of closing the socket and interrupting it
};

/// Runs a script for each connection that it gets; closes the connection when
/// that returns.
class server {
public:
  using script = std::function<void(connection &)>;

  explicit server(script act, const certificate *identity = nullptr)
      : act(std::move(act)),
        acceptor(io, {asio::ip::address_v4::loopback(), 0}) {
    if (identity) {
      tls =
          std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
      tls->use_certificate_chain(asio::buffer(identity->chain));
      tls->use_private_key(asio::buffer(identity->key),
                           asio::ssl::context::pem);
    }
    port_number = acceptor.local_endpoint().port();
    accepting = std::thread([this] { accept(); });
  }

  ~server() {
    stopping = true;
    { // accept() does not see a shutdown everywhere; it sees a connection
      boost::system::error_code error;
      tcp::socket(io).connect({asio::ip::address_v4::loopback(), port_number},
                              error);
    }
    accepting.join();
    for (session &each : sessions)
      each.end->interrupt();
    for (session &each : sessions)
      each.thread.join();
  }

  unsigned short port() const { return port_number; }
  std::string url(std::string_view target = "/",
                  std::string_view host = "127.0.0.1") const {
    return (tls ? "https://" : "http://") + std::string(host) + ':' +
           std::to_string(port_number) + std::string(target);
  }
  int accepted() const { return count; }

private:
  struct session {
    std::unique_ptr<connection> end;
    std::thread thread;
  };

  void accept() {
    for (;;) {
      tcp::socket socket = acceptor.accept();
      if (stopping)
        return;
      sessions.push_back(
          {std::make_unique<connection>(std::move(socket), tls.get(), count++),
           {}});
      sessions.back().thread =
          std::thread([this, end = sessions.back().end.get()] {
            act(*end);
            end->close();
          });
    }
  }

  script act;
  asio::io_context io;
  std::unique_ptr<asio::ssl::context> tls;
  tcp::acceptor acceptor;
  unsigned short port_number = 0;
  std::atomic<bool> stopping = false;
  std::atomic<int> count = 0;
  std::list<session> sessions; // of the accepting thread, until that has ended
  std::thread accepting;
};

} // namespace test

#endif // SWITCHBACK_TEST_ASYNC_SERVER_H
